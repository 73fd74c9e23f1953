"""Forms of this room: what a builder writes becomes parts of a drawing."""
