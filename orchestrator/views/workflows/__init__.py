"""Pages of workflows: lists, the builder, publishing, trials."""
