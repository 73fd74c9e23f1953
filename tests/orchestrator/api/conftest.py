import pytest
from django.test import Client

from tests.cast import House
from tests.orchestrator.api.callers import Caller, new_machine, with_token


@pytest.fixture
def nobody(db: None) -> Caller:
    return Caller(Client(), {})


@pytest.fixture
def mimi(house: House) -> Caller:
    return with_token(house, house.mimi)


@pytest.fixture
def robo(house: House) -> Caller:
    return new_machine(house, "reviewer")
