"""A workflow with its agents as one file people can read, compare and take elsewhere."""
