"""The HTTP API under /api/v1/: machines and scripts do here what people do on the pages, by the same actions."""
