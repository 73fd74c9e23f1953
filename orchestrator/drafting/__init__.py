"""One draft, several people: what one changed, put into what the others made of it meanwhile."""
