"""A debrief said in one language: from values to finished strings."""
