"""Principles, actions, targets and parameters: what a drill is played and judged by, as data."""
