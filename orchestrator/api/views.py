"""What every view of the API shares: how it reads bodies, says no and describes itself."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from governance.api_views import GovernedViewSet
from governance.models import User
from orchestrator.api.bodies import JSONBody
from orchestrator.api.errors import Error, in_words

F = TypeVar("F", bound=Callable[..., Any])

# A view whose answer depends on nothing but being signed in names this in place of a verb.
ANY = "any"


class ApiViewSet(GovernedViewSet):
    """Views that read JSON bodies and turn an action's problems into statuses."""

    parser_classes = [JSONBody]

    @property
    def caller(self) -> User:
        """Who asks; the default permission lets nobody else this far."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        # A body sent in chunks does not say its length and would be taken for none; its real length is met on reading.
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            request.META["CONTENT_LENGTH"] = "1"
        return super().initialize_request(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(in_words(exc))


class MachineTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names a machine account's token."""

    target_class = "governance.api.MachineTokenAuthentication"
    name = "machineToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of a machine account: “Bearer stw_…”."}


REFUSALS: dict[int, tuple[str, str, str]] = {
    400: ("The body is not valid JSON.", "invalid_json", "The body is not valid JSON: look at line 1, column 12."),
    401: (
        "Nobody is signed in, or the token is unknown or has ended.",
        "not_authenticated",
        "Say who you are: send a machine account's token as “Authorization: Bearer …”.",
    ),
    403: (
        "It is visible, but the caller's roles do not allow this.",
        "permission_denied",
        "You can see this, but your roles do not allow this.",
    ),
    404: (
        "It is not there, or the caller may not see it.",
        "not_found",
        "There is no such thing here, or you cannot see it.",
    ),
    409: (
        "Somebody was faster, or the run is no longer where this fits.",
        "stale",
        "Rae Reed decided this case before you. Nothing was changed.",
    ),
    410: ("The run's data was erased.", "erased", "The data of this run was erased."),
    413: ("The body is larger than 5 MB.", "too_large", "The body is too large: at most 5 MB."),
    415: ("The body is not sent as JSON.", "unsupported_media_type", "Send the body as JSON."),
    422: ("Something that was sent does not fit.", "invalid", "Some fields need a change: amount."),
    429: ("Too many requests in a minute.", "throttled", "Request was throttled. Expected available in 12 seconds."),
}


def documented(
    name: str,
    summary: str,
    *,
    gives: dict[int, Any],
    takes: Any = None,
    refuses: Sequence[int] = (),
    parameters: Sequence[Any] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Callable[[F], F]:
    """Describe an operation: what it takes and gives, and how it may refuse (401, 403 and 429 always)."""
    answers: dict[int, Any] = dict(gives)
    for status in sorted({401, 403, 429, *refuses}):
        answers[status] = _refusal(status)
    mark: Callable[[F], F] = extend_schema(
        operation_id=name,
        summary=summary,
        request=takes,
        responses=answers,
        parameters=list(parameters),
        examples=list(examples),
    )
    return mark


def _refusal(status: int) -> OpenApiResponse:
    description, code, message = REFUSALS[status]
    fields = {"amount": ["“Amount” is missing."]} if status == 422 else {}
    value = {"error": {"code": code, "message": message, "fields": fields}}
    example = OpenApiExample(code, value=value, response_only=True, status_codes=[str(status)])
    return OpenApiResponse(Error, description=description, examples=[example])
