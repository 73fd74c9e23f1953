"""The parts of the check of a drawing, each about one kind of unsoundness."""
