"""What is made from untrusted or personal values is untrusted and personal too."""

from fields.labels import Labelled, Labels, dump, load, plain
from fields.sentences import Joined, sentence

SAFE = Labels(source="person:1", trusted=True)
MAIL = Labels(source="webhook", trusted=False, personal=True)


def test_merging_keeps_the_most_cautious_of_each() -> None:
    assert Labels.merge(SAFE, MAIL, source="step:triage") == Labels("step:triage", trusted=False, personal=True)
    assert Labels.merge(SAFE, source="x").trusted


def test_labelled_values_are_kept_as_json() -> None:
    values = {"text": Labelled("hi", MAIL)}
    assert load(dump(values)) == values
    assert plain(values) == {"text": "hi"}
    assert not load({"text": {"value": 1}})["text"].labels.trusted


def test_a_sentence_is_translated_with_its_parts() -> None:
    said = sentence("{name} {word}", name="{odd}", word=Joined((sentence("is"), "5"), " and "))
    assert str(said) == "{odd} is and 5"
    german = {"is": "ist", " and ": " und "}
    assert said.render(lambda template: german.get(template, template)) == "{odd} ist und 5"
