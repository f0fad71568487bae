"""The command line: the only writer to stdout and stderr."""
