"""Template tags of the governance room."""
