"""Languages: every catalogue is whole, keeps its placeholders, and shows on pages."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.conf import settings
from django.test import Client
from django.utils import translation

from config.catalogues import all_of, read
from config.messages import DOMAINS, gather
from governance.trail.sentences import kinds
from tests.cast import House
from tests.house.tree import ROOMS, python, text

LANGUAGES = [path.parent.parent.name for path in all_of("django")]
CATALOGUES = [path for domain in DOMAINS for path in all_of(domain)]
BEHIND = 0.02  # the share of texts that may be new and not yet translated


@pytest.fixture(params=CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """A language's catalogue."""
    return read(request.param)


@pytest.fixture
def compiled(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The catalogues as `make setup` compiles them, freshly made."""
    for path in all_of("django"):
        place = tmp_path / path.parent.parent.name / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "django.mo").open("wb") as file:
            write_mo(file, read(path))
    settings.LOCALE_PATHS = [tmp_path]
    yield
    translation.activate("en")


def _texts(message: Message) -> tuple[list[str], list[str]]:
    """What is said in English and in the language, a text for each form."""
    said, meant = message.id, message.string
    return ([said] if isinstance(said, str) else list(said)), ([meant] if isinstance(meant, str) else list(meant))


def _translated(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id and all(_texts(message)[1])]


def _slots(text: str) -> set[str]:
    """The placeholders of a text: %(name)s, %s and {name}."""
    braces = (
        {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
        if "%" not in text and text.count("{") == text.count("}")
        else set()
    )
    return braces | set(re.findall(r"%(?:\(\w+\))?[sd]", text.replace("%%", "")))


def test_every_language_of_the_settings_has_its_catalogues() -> None:
    offered = {code for code, _name in settings.LANGUAGES} - {"en"}
    assert {"de", "fr"} <= offered
    for domain in DOMAINS:
        assert {path.parent.parent.name for path in all_of(domain)} == offered


def test_nothing_in_it_is_a_guess(catalogue: Catalog) -> None:
    fuzzy = [message.id for message in catalogue if message.id and message.fuzzy]
    assert not fuzzy, f"Translate these, then take the mark away: {fuzzy}"


def test_no_placeholder_is_lost_in_translation(catalogue: Catalog) -> None:
    wrong = []
    for message in _translated(catalogue):
        said, meant = _texts(message)
        known = set().union(*map(_slots, said))
        # A singular may leave its number out, nothing else may go or come.
        missing = _slots(said[-1]) - _slots(meant[-1])
        if missing or any(_slots(each) - known for each in meant) or list(message.check(catalogue)):
            wrong.append((message.id, message.string))
    assert not wrong, f"These placeholders differ: {wrong}"


def test_plurals_have_as_many_forms_as_the_language(catalogue: Catalog) -> None:
    wrong = [message.id for message in _translated(catalogue)
             if not isinstance(message.id, str) and len(message.string) != catalogue.num_plurals]  # fmt: skip
    assert not wrong


def test_it_is_up_to_date(catalogue: Catalog) -> None:
    texts = [(message.id, message.context) for message in gather(str(catalogue.domain)) if message.id]
    known = {(message.id, message.context) for message in _translated(catalogue)}
    missing = [text for text, context in texts if (text, context) not in known]
    assert len(missing) <= BEHIND * len(texts), f"Run make messages and translate: {missing}"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    english = [name for name in python(*ROOMS) if name != "fields/writing.py" and re.search(r":,[.}]", text(name))]
    assert not english, f"Write numbers with fields.writing.writing().number(): {english}"


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "button", "place"),
    [("de", "Anmelden", "Eingang"), ("fr", "Se connecter", "Boîte de réception")],
)
def test_a_page_speaks_the_language_of_its_reader(house: House, language: str, button: str, place: str) -> None:
    client = Client(headers={"Accept-Language": language})
    page = client.get("/accounts/login/").content.decode()
    assert f'<html lang="{language}"' in page
    assert button in page
    assert "Sign in" not in page
    client.force_login(house.rae)
    assert place in client.get(f"/teams/{house.care.slug}/inbox/").content.decode()


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", ["%(n)s Schritte", "%(n)s Schritt", "%(n)s Schritte"]),
        ("fr", ["%(n)s étape", "%(n)s étape", "%(n)s étapes"]),
    ],
)
def test_things_are_counted_as_the_language_counts(language: str, forms: list[str]) -> None:
    with translation.override(language):
        said = [translation.ngettext("%(n)s step", "%(n)s steps", n) for n in (0, 1, 2)]
    assert said == forms


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "said"), [("de", "{actor} hat sich angemeldet"), ("fr", "{actor} a ouvert une session")]
)
def test_the_trail_reads_in_the_language_of_its_reader(language: str, said: str) -> None:
    with translation.override(language):
        assert str(kinds()["person.signed_in"]) == said
