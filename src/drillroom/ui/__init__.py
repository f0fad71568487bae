"""The drill on a terminal's screen."""
