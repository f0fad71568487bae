"""The scenario and playbook formats: bytes in, frozen checked values out."""
