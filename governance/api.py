"""What every API view shares: machine tokens, refusal by default, and errors in plain words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from governance.actions import machines
from governance.models import MachineToken, User

if TYPE_CHECKING:
    from rest_framework.views import APIView

F = TypeVar("F", bound=Callable[..., Any])


class MachineTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer stw_…`, a token of a machine account."""

    def authenticate(self, request: Request) -> tuple[User, MachineToken] | None:
        scheme, _space, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() not in ("bearer", "token"):
            return None
        found = machines.authenticate(token.strip())
        if found is None:
            raise exceptions.AuthenticationFailed(_("This token is unknown, has ended, or its account was stopped."))
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="steward"'


def verb(name: str) -> Callable[[F], F]:
    """Name the verb a view's action needs."""

    def mark(method: F) -> F:
        method.verb = name  # type: ignore[attr-defined]
        return method

    return mark


def verb_of(view: "APIView", request: Request) -> str | None:
    """The verb a view names for this request: in `verbs`, or by @verb on the method; None refuses."""
    action = getattr(view, "action", None) or (request.method or "").lower()
    declared: dict[str, str] = getattr(view, "verbs", {})
    found = declared.get(action) or getattr(getattr(view, action, None), "verb", None)
    return found if isinstance(found, str) else None


class DeclaredVerb(BasePermission):
    """Refuses every view that names no verb; the thing itself is then asked for by GovernedViewSet.obtain."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return bool(verb_of(view, request)) and request.user.is_authenticated


def explain(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Errors as {"error": {"code", "message", "fields"}}; what is not foreseen stays a 500 without details."""
    # rest_framework.views reads the settings, which name this module: at the top it would meet itself half imported.
    from rest_framework.views import exception_handler

    if isinstance(exc, Http404):
        exc = exceptions.NotFound(_("There is no such thing here, or you cannot see it."))
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(_("You can see this, but your roles do not allow this."))
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    message, fields = _words(exc)
    response.data = {"error": {"code": _kind(exc), "message": message, "fields": fields}}
    return response


def _kind(exc: exceptions.APIException) -> str:
    codes = exc.get_codes()
    return codes if isinstance(codes, str) else "invalid"


def _words(exc: exceptions.APIException) -> tuple[str, dict[str, Any]]:
    detail = exc.detail
    if isinstance(detail, dict):
        fields = {name: [str(text) for text in _as_list(texts)] for name, texts in detail.items()}
        return _("Some fields need a change: %(names)s.") % {"names": ", ".join(fields)}, fields
    if exc.status_code == status.HTTP_401_UNAUTHORIZED and exc.get_codes() == "not_authenticated":
        return _("Say who you are: send a machine account's token as “Authorization: Bearer …”."), {}
    return " ".join(str(text) for text in _as_list(detail)), {}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
