"""What is said: field types, contracts, labels, money and conditions, in plain Python."""
