"""The only folder that opens a user's files: logs, scenarios, playbooks, settings."""
