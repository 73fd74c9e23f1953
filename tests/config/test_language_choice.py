"""The language of the pages: the browser's, until somebody chooses another."""

from django.test import Client
from django.urls import reverse

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
