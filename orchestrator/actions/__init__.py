"""What people and machines may do to workflows, runs and escalations: every function behind the door."""
