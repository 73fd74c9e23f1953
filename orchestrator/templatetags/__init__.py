"""Template tags of the orchestrator's room."""
