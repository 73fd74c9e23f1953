"""Pages as people open them."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from governance.models import User


def page_of(client: Client, person: User, name: str, *args: Any) -> HttpResponse:
    """The page with this name, opened by a person."""
    client.force_login(person)
    return client.get(reverse(name, args=args))


def words(response: HttpResponse) -> str:
    """What the page says."""
    return response.content.decode()
