import csv
import json
from pathlib import Path

import pytest

from agents.definition import RulesAgent, check, parse_definition
from agents.offline.classify import classify
from agents.offline.draft import PLACE

DEMO = Path(__file__).parents[3] / "demo"
AGENTS = sorted((DEMO / "agents").glob("*.json"))


def definition_of(file: Path):
    return parse_definition(json.loads(file.read_text(encoding="utf-8"))["definition"])


@pytest.fixture(scope="module")
def choices():
    return definition_of(DEMO / "agents" / "triage.json").outputs[0].choices


@pytest.fixture(scope="module")
def messages():
    with (DEMO / "messages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_sixty_messages_and_every_category_has_some(choices, messages):
    assert len(messages) == 60
    assert {row["category"] for row in messages} == {choice.value for choice in choices}


def test_where_triage_is_sure_it_is_right(choices, messages):
    guesses = [(row["category"], classify(row["text"], choices)) for row in messages]
    sure = [category == guess.value for category, guess in guesses if guess.confidence >= 0.6]
    assert len(sure) >= 45
    assert sum(sure) / len(sure) >= 0.9


@pytest.mark.parametrize("file", AGENTS, ids=lambda file: file.stem)
def test_every_agent_is_sound(file):
    assert [str(problem.sentence) for problem in check(definition_of(file))] == []


@pytest.mark.parametrize("file", AGENTS, ids=lambda file: file.stem)
def test_templates_use_only_the_agents_own_inputs(file):
    definition = definition_of(file)
    if isinstance(definition, RulesAgent):
        return
    for field in definition.outputs:
        assert set(PLACE.findall(field.template)) <= {one.key for one in definition.inputs}
