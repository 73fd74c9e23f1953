from agents.offline.classify import classify
from fields.types import Choice

DESK = [
    Choice(value="repair", label="Repair", description="Something is broken", examples=["My bike's chain broke"]),
    Choice(value="rent", label="Rent a bike", description="Borrowing a bike for some days"),
    Choice(value="lessons", label="Riding lessons", description="Learning to ride, for children and adults"),
]


def test_a_message_goes_where_its_words_stand():
    guess = classify("Hello, the chain of my bike is broken", DESK)
    assert guess.value == "repair"
    assert guess.confidence > 0.6
    assert {"chain", "broken"} <= set(guess.words)


def test_names_alone_are_enough_to_choose_by():
    yes_or_no = [Choice(value="refund", label="Refund"), Choice(value="exchange", label="Exchange")]
    assert classify("I would like a refund please", yes_or_no).value == "refund"


def test_misspelt_words_are_understood():
    assert classify("ridding lesons for my son", DESK).value == "lessons"


def test_nothing_known_is_no_confidence():
    for text in ("", "🙂🙂", "שלום עולם", "qwrtz"):
        assert classify(text, DESK).confidence == 0


def test_words_of_two_choices_make_it_less_sure():
    sure = classify("riding lessons", DESK).confidence
    torn = classify("riding lessons or rent", DESK).confidence
    assert torn < sure


def test_the_same_question_gets_the_same_answer():
    assert classify("rent a bike for two days", DESK) == classify("rent a bike for two days", DESK)


def test_a_very_long_message_is_read_in_bounded_time():
    assert classify("my chain broke " * 200_000, DESK).value == "repair"
