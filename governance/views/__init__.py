"""The settings screens and the trail."""
