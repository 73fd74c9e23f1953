"""Signing in and out is recorded on the organisation's stream."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from governance import trail
from governance.models import User


def connect() -> None:
    """Listen to Django's own signals, so that every way of signing in is recorded."""
    user_logged_in.connect(signed_in, dispatch_uid="governance.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="governance.signed_out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="governance.sign_in_failed")


def signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    """Record who signed in."""
    trail.append("organisation", [trail.Entry("person.signed_in")], actor=user, team_id=None)


def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    """Record who signed out."""
    if user is not None:
        trail.append("organisation", [trail.Entry("person.signed_out")], actor=user, team_id=None)


def sign_in_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Record a failed attempt: whose account it was, where there is one, never what was typed."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=address).first() if address else None
    facts = {"user": user.pk} if user else {}
    trail.append("organisation", [trail.Entry("person.sign_in_failed", facts)], actor=AnonymousUser(), team_id=None)
