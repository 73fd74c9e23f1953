"""Ports for the servers that tests and benches start."""

import random
import socket

# Below the range from which a system hands out ports for outgoing connections: a port found there and let go
# again could be somebody's connection before the server binds it.
RANGE = range(20_000, 32_000)


def free_port() -> int:
    """A loopback port nobody listens on at this moment, and that no outgoing connection will be given."""
    for port in random.sample(RANGE, 50):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise OSError(f"No free port was found between {RANGE.start} and {RANGE.stop}.")
