"""Runs of the same crisis under other playbooks."""
