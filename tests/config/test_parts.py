"""What the small parts of a page promise its reader."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone


def shown(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("state", "word", "icon"),
    [
        ("running", "Running", "loader"),
        ("needs_person", "Needs a reviewer", "hand"),
        ("doubtful", "Did this happen?", "q"),
    ],
)
def test_a_state_is_a_word_and_an_icon_never_colour_alone(state, word, icon):
    badge = shown("{% state s %}", s=state)
    assert word in badge
    assert f"ti-{icon}" in badge


def test_a_finished_run_says_its_own_outcome():
    assert "Refunded" in shown("{% state 'finished' outcome %}", outcome="Refunded")


def test_an_outcome_with_markup_in_it_stays_text():
    assert "<b>" not in shown("{% state 'finished' outcome %}", outcome="<b>won</b>")


def test_a_state_nobody_told_us_about_is_shown_as_it_is():
    assert "hibernating" in shown("{% state 'hibernating' %}")


def test_low_confidence_is_said_in_words():
    assert "below the 60 % it needs" in shown("{% confidence 0.41 0.6 %}")
    assert "41 % sure" in shown("{% confidence 0.41 %}")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.24, "240 ms"), (3.4, "3.4 s"), (134, "2 min 14 s"), (7405, "2 h 3 min"), (90_000, "1 day 1 h")],
)
def test_a_duration_has_units(seconds, words):
    assert shown("{% duration s %}", s=seconds) == words


def test_a_cost_below_the_smallest_coin_is_not_called_free():
    assert "under €0.01" in shown("{% cost 2100 'EUR' %}")
    assert shown("{% cost 0 'EUR' %}") == "no cost"
    assert shown("{% cost 21000 'EUR' %}") == "€0.02"


def test_a_time_is_relative_and_exact_on_hover():
    time = shown("{% ago at %}", at=timezone.now() - timedelta(minutes=5))
    assert "5\xa0minutes ago" in time
    assert "title=" in time


def test_help_written_by_a_builder_stays_text_and_an_error_is_tied_to_its_field():
    class Question(forms.Form):
        name = forms.CharField(help_text="<script>x</script>")

    field = render_to_string("parts/field.html", {"field": Question({})["name"]})
    assert "<script>" not in field
    assert 'id="id_name_error"' in field
    assert "id_name_error" in field.split("<input")[1].split(">")[0]
