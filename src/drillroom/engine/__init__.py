"""The simulation: commands and time in, events out. It has no clock, opens nothing and knows no score."""
