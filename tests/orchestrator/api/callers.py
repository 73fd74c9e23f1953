"""Those who call the API, and how its answers are read."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from governance.actions import machines
from governance.models import User
from tests.cast import House, role_called


@dataclass
class Caller:
    """A program that calls the API with a token, or a browser somebody is signed in with."""

    client: Client
    headers: dict[str, str]

    def get(self, path: str, **query: Any) -> HttpResponse:
        """Read something."""
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Do something; text and bytes are sent as they are, Idempotency_Key="…" becomes a header."""
        raw = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1/{path}", raw, content_type="application/json", headers=self.headers | sent)


def with_token(house: House, machine: User) -> Caller:
    """A machine that calls with a token of its own."""
    _token, secret = house.token(machine)
    return Caller(Client(), {"Authorization": f"Bearer {secret}"})


def new_machine(house: House, role: str) -> Caller:
    """One more machine account in Care."""
    machine = machines.make_machine(house.tia, house.care, name="Robo", role=role_called(role))
    return with_token(house, machine)


def signed_in(user: User) -> Caller:
    """A person's browser."""
    client = Client()
    client.force_login(user)
    return Caller(client, {})


def error(response: HttpResponse) -> dict[str, Any]:
    """The error of an answer; every one has the same shape and speaks in sentences."""
    said: dict[str, Any] = response.json()["error"]
    assert set(said) == {"code", "message", "fields"}
    assert said["message"].endswith(".")
    return said
