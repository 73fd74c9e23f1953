"""A small, real business system of a retail bank over HTTP, for the demo and the tests to act on."""
