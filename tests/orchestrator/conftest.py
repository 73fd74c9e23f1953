"""What tests of this room share: the bank that the tools act on, and a model that says what the test wrote down."""

from tests.bank import bank, process
from tests.scripted import scripted

__all__ = ["bank", "process", "scripted"]
