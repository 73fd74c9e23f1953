"""Screens of the orchestrator: thin."""
