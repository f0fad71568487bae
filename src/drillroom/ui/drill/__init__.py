"""The drill on screen: one file for each thing to look at."""
