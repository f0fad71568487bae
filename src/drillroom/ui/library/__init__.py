"""Where one chooses what to play."""
