"""The frame of the measurements; no figure is tested here."""

import json

import pytest

from bench import intents
from bench.__main__ import gather
from bench.measure import MEASURES, Measure, at_least, at_most, percentile


def test_every_intent_has_one_desk_category():
    found = intents.categories()
    assert len(found) == 77
    assert len(set(found.values())) == 8
    assert found["Refund_not_showing_up"] == "card_use"
    assert found["lost_or_stolen_card"] == "card_at_risk"


def test_a_line_has_exactly_the_promised_parts():
    line = json.loads(at_most(40, "idle run, p50", 12.34567, "ms", fsync_p50_ms=0.4).line())
    assert line == {
        "measure": "idle run, p50",
        "value": 12.346,
        "unit": "ms",
        "target": "≤ 40",
        "met": True,
        "peers": {"fsync_p50_ms": 0.4},
    }


@pytest.mark.parametrize(
    ("measure", "met"),
    [
        (at_most(5, "a", 5, "s"), True),
        (at_most(5, "a", 6, "s"), False),
        (at_least(5, "a", 4, "s"), False),
        (Measure("a", 1, "s"), None),
    ],
)
def test_a_target_is_met_or_not_or_there_is_none(measure, met):
    assert measure.met is met


def test_percentiles_are_values_that_were_measured():
    assert [percentile([3.0, 1.0, 2.0], share) for share in (0, 0.5, 1)] == [1.0, 2.0, 3.0]


def test_every_file_of_measurements_is_gathered():
    gather()
    assert {"fsync", "sandbox", "idle", "together", "memory", "pages", "start", "lighthouse"} <= set(MEASURES)
