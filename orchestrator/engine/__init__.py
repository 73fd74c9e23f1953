"""How a run moves: plain values in, plain values out. No Django, no I/O, no clock, no randomness."""
