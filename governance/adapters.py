"""Who may sign in: sign-up is closed, and only active people come in by password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from governance.models import User


def may_sign_in(user: User) -> bool:
    """Active people; demo people only where nobody but this computer can reach the server."""
    return user.is_active and not user.is_machine and (not user.is_demo or settings.STEWARD_LOOPBACK)


class Backend(AuthenticationBackend):
    """Passwords by e-mail address; a session of somebody who may no longer sign in is over."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and may_sign_in(user)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, so sign-up is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not may_sign_in(user):
            raise ImmediateHttpResponse(redirect("account_inactive"))
        return super().pre_login(request, user, **kwargs)
