"""Measurements of Steward beside their peers, one command each; never part of the tests."""
