"""What an action says when it cannot do what was asked."""

from collections.abc import Mapping


class Problem(ValueError):
    """A sentence about one field (empty: about the whole), naming what is wrong and how to mend it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence

    @property
    def errors(self) -> Mapping[str, str]:
        """The sentences by field; empty where it is about the whole."""
        return {self.field: self.sentence} if self.field else {}


class Stale(Problem):
    """Somebody changed or decided it first; nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__("", sentence)
