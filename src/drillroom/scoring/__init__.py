"""Marks with evidence, as pure functions of the log; it does not know the engine."""
