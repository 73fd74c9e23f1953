"""What an action says when it cannot do what was asked."""


class Problem(ValueError):
    """A sentence about one field (empty: about the whole), naming what is wrong and how to mend it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence
