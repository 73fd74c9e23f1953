"""What the tests of the builder share: people at their browsers, and a workflow begun."""

from collections.abc import Callable

import pytest
from django.test import Client

from orchestrator.actions.workflows import create_workflow
from tests.cast import House
from tests.orchestrator.workflows.builder import Builder


@pytest.fixture
def browser(house: House) -> Callable[[str], Client]:
    """The browser of somebody of the cast: browser("vic")."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(house, name))
        return client

    return sign_in


@pytest.fixture
def ben(house: House, browser: Callable[[str], Client]) -> Builder:
    """Ben before the draft of a workflow that holds nothing yet."""
    return Builder(browser("ben"), create_workflow(house.ben, house.care, "Refunds"))
