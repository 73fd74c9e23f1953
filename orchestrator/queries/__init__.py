"""What screens ask about workflows, runs and the inbox."""
