"""Screens of agents and connections."""
