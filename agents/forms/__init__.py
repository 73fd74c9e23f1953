"""Forms of this room: posted documents, read into what the actions take."""
