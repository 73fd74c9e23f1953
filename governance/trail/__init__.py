"""The trail: the add-only account of everything people, machines and runs did."""

from governance.trail.proof import Verification, register_heads, verify
from governance.trail.sentences import register_sentences, register_step_names, say
from governance.trail.writing import Entry, Head, append

__all__ = [
    "Entry",
    "Head",
    "Verification",
    "append",
    "register_heads",
    "register_sentences",
    "register_step_names",
    "say",
    "verify",
]
