"""The built-in offline model: chooses, extracts, summarises and drafts by rules."""
