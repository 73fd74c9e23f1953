"""Who does the work: agents, the models and tools they use, and how one turn of one agent runs."""
