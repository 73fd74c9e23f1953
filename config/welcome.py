"""What the start of Steward prints: where it is, and who can sign in."""

import secrets

from django.conf import settings
from django.urls import reverse

from config import demo
from governance.queries import has_administrator


def lines(address: str) -> list[str]:
    """The lines to print once pages are served."""
    if settings.STEWARD_DEMO:
        return ["", f"Steward is ready: {address}", "", *cast(), "", "Press Ctrl-C to stop."]
    if has_administrator():
        return ["", f"Steward is ready: {address}", "Press Ctrl-C to stop."]
    # Whoever can read this terminal may found the organisation, nobody else who finds the address first.
    settings.STEWARD_WELCOME_CODE = settings.STEWARD_WELCOME_CODE or secrets.token_urlsafe(18)
    page = address + reverse("welcome", args=[settings.STEWARD_WELCOME_CODE])
    return ["", f"Steward is ready. Make the first administrator here: {page}", "Press Ctrl-C to stop."]


def cast() -> list[str]:
    """Who can sign in to the demo, what each does, and the password."""
    people = demo.people()
    width = max((len(each["email"]) for each in people), default=0)
    said = [f"  {each['email']:<{width}}  {each['name']} {each['does']}" for each in people]
    return [f"Sign in as one of these, password “{settings.STEWARD_DEMO_PASSWORD}”:", *said]
