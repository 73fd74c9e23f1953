"""What people and machines may change in governance; every function stands behind the door."""
