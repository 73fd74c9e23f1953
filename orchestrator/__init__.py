"""When, and in what order: workflows, the engine, runs, the inbox."""
