"""The language of the pages: the browser's, until somebody chooses another."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from config import assets, catalogues
from tests.cast import House


def test_a_choice_stays_and_leads_back_to_the_page(house: House) -> None:
    client = Client(headers={"Accept-Language": "fr"})
    client.force_login(house.ben)
    answer = client.post(reverse("language"), {"language": "de", "next": "/?team=care"})
    assert answer.headers["Location"] == "/?team=care"
    page = client.get("/").content.decode()
    assert '<html lang="de"' in page
    assert 'lang="de" aria-pressed="true"' in page


def test_it_never_leads_away_from_steward(house: House) -> None:
    answer = Client().post(reverse("language"), {"language": "de", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_nobody_needs_to_be_signed_in_for_it(house: House) -> None:
    client = Client()
    client.post(reverse("language"), {"language": "fr"})
    assert '<html lang="fr"' in client.get(reverse("account_login")).content.decode()


def test_a_language_steward_does_not_speak_changes_nothing(house: House) -> None:
    client = Client()
    client.post(reverse("language"), {"language": "xx"})
    assert '<html lang="en"' in client.get(reverse("account_login")).content.decode()


def test_a_page_loads_the_texts_of_its_scripts_before_they_run(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, texts in [("de", {"Save": "Speichern"}), ("fr", {"Save": "Enregistrer"})]:
        catalogues.write_script(language, json.dumps(texts).encode(), tmp_path)
    monkeypatch.setattr(assets, "LANGUAGES", tmp_path)
    assets._languages.cache_clear()
    page = Client(headers={"Accept-Language": "fr"}).get(reverse("account_login")).content.decode()
    (script,) = re.findall(r'<script defer src="/static/languages/(fr-\w{8}\.js)">', page)
    assert "Enregistrer" in (tmp_path / script).read_text()
    assert page.index(script) < page.index('type="module"')
    assert "/static/languages/" not in Client().get(reverse("account_login")).content.decode()
    assets._languages.cache_clear()
