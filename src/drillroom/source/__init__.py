"""Bytes of YAML in, plain values with their places out; every problem with its line."""
