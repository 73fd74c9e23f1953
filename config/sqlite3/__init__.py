"""SQLite for one process with many threads: its writers take turns."""
