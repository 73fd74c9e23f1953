from agents.offline.draft import draft
from agents.offline.summarise import summarise
from agents.offline.yes_no import yes_no
from fields.types import Field

INPUTS = [
    Field(key="customer_name", name="Customer name", type="text"),
    Field(key="refund", name="Refund", type="money", required=False),
    Field(key="topic", name="Topic", type="choice", choices=[{"value": "fees", "label": "Fees"}, {"value": "cards"}]),
]


def test_a_template_is_filled_from_the_inputs():
    values = {"customer_name": "Ada", "topic": "fees", "refund": {"minor": 350, "currency": "EUR"}}
    guess = draft("Dear {customer_name},\nabout {topic}: {refund}.", INPUTS, values)
    assert guess.value == "Dear Ada,\nabout Fees: €3.50."
    assert guess.confidence > 0.9


def test_a_place_no_input_fills_stays_out_and_costs_confidence():
    guess = draft("Dear {customer_name}, your secret is {password}.", INPUTS, {"customer_name": "Ada"})
    assert guess.value == "Dear Ada, your secret is."
    assert guess.confidence < 0.6


def test_what_a_customer_wrote_is_never_read_as_a_template():
    guess = draft(
        "Dear {customer_name}", INPUTS, {"customer_name": "{refund}", "refund": {"minor": 1, "currency": "EUR"}}
    )
    assert guess.value == "Dear {refund}"


def test_lines_stand_only_where_they_apply():
    template = "Hello\n[refund] You get {refund}.\n[topic = fees] About a fee.\n[topic = cards] About a card."
    assert draft(template, INPUTS, {"topic": "fees"}).value == "Hello\nAbout a fee."


def test_a_summary_is_made_of_the_texts_own_sentences():
    text = "Good evening. My card was stolen on the train. The weather is fine. Please block my card. Thanks."
    summary = summarise(text)
    assert "My card was stolen on the train." in summary
    assert all(sentence + "." in text for sentence in summary.rstrip(".").split(". "))


def test_yes_where_the_text_says_what_the_help_lists():
    field = Field(key="complaint", name="Complaint", type="yes_no", help="lawyer, ombudsman, formal complaint")
    assert yes_no(field, "I will see my lawyer!").value is True
    assert yes_no(field, "I do not want a lawyer").value is False
    assert yes_no(field, "Where is my card?").value is False
