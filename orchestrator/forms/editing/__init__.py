"""Changes of a drawing, each from one definition to the next: pure, and whole whatever the drawing looks like."""
