"""What came of a drill."""
