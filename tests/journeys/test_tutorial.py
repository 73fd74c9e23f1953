"""The tutorial works as it is written: every sentence of its steps is done in a browser, in order."""

from pathlib import Path

from tests.journeys.tutorial import Reader, acts_of

PAGE = Path(__file__).resolve().parents[2] / "docs/tutorial/first-workflow.md"


def test_a_reader_gets_through_it(sign_in):
    reader = Reader(sign_in)
    for act in acts_of(PAGE):
        reader.do(act)
    assert len(reader.windows) == 2
