"""Forms of the settings screens; what they mean is checked by the actions."""
