"""drillroom: a flight simulator for crisis PR at internet companies."""

__version__ = "0.1.0.dev0"
