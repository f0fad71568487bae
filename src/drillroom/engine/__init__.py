"""The simulation: commands and time in, events out. It has no clock, opens nothing and knows no score."""

ENGINE = 2
"""Bumped whenever the same commands would give other events."""
