"""What one seat sees and can do, in words and values: the ground that every screen, terminal or page, stands on."""
