"""The command line: the only writer to stdout and stderr.

A command's module bears the command's name, so nothing else may live in this one: ``list`` would stand for the module.
"""

from .entry import COMMANDS, main, root

__all__ = ["COMMANDS", "main", "root"]
