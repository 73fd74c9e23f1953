"""Templates as the house rules read them: markup with every template tag taken out, translated parts marked."""

from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

TAG = " ⁂ "  # stands where a template tag or variable stood
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-confirm", "label"}
SILENT = {"code", "kbd", "pre", "script", "style"}


def bare(source: str) -> str:
    """The markup without template tags; what stands in a translated block is taken out with it."""
    kept: list[str] = []
    translated = commented = False
    for token in Lexer(source).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type is TokenType.BLOCK:
            translated = word in {"blocktranslate", "blocktrans", "comment", "verbatim"} or (
                translated and not word.startswith("end")
            )
        if token.token_type is TokenType.TEXT:
            kept.append("" if translated or commented else token.contents)
        elif token.token_type is not TokenType.COMMENT:
            kept.append(TAG)
        kept.append("\n" * (token.contents.count("\n") if token.token_type is not TokenType.TEXT else 0))
    return "".join(kept)


class Words(HTMLParser):
    """Collects what a person would see or hear: text and speaking attributes, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note speaking attributes; remember parts that are not prose."""
        if tag in SILENT:
            self.inside.append(tag)
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        """Leave a part that is not prose."""
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not self.inside:
            self.found.append((self.getpos()[0], data))


def words(source: str) -> list[tuple[int, str]]:
    """Every piece of text a page shows that no template tag gave it."""
    markup = bare(source)
    reader = Words()
    # A part that is nothing but attributes is read as those of a tag.
    reader.feed(markup if "<" in markup or "=" not in markup else f"<i {markup}>")
    reader.close()
    pieces = [(line, piece.strip(" \n·")) for line, text in reader.found for piece in text.split("⁂")]
    return [(line, piece) for line, piece in pieces if sum(letter.isalpha() for letter in piece) > 1]
