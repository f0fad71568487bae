"""A debrief value, and its renderings."""
