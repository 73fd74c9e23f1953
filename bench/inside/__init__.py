"""What runs inside a measured installation, in a process of its own; each prints its raw figures as one JSON line."""
