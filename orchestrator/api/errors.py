"""How the API says no: every problem of an action as a status and a plain sentence."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, serializers, status

from governance.actions.problems import Problem, Stale
from governance.door import Refused
from governance.payloads import PayloadGone
from orchestrator.journal import SomeoneWasFaster


class Unprocessable(exceptions.APIException):
    """The request is readable, but some of it does not fit; `fields` says what."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "invalid"


class Conflict(exceptions.APIException):
    """Somebody was faster, or the same key was used for something else."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "stale"


class TooLarge(exceptions.APIException):
    """The body is larger than anything Steward is meant to take."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class Erased(exceptions.APIException):
    """What was asked for has been erased for good."""

    status_code = status.HTTP_410_GONE
    default_code = "erased"
    default_detail = gettext_lazy("The data of this run was erased. Its records stay, its values are gone.")


class ErrorOut(serializers.Serializer[Any]):
    """What went wrong, in one sentence and, where it is about fields, per field."""

    code = serializers.CharField(help_text="A word for programs, such as invalid, stale or not_found.")
    message = serializers.CharField(help_text="A sentence for people.")
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), help_text="Sentences by the name of the field."
    )


class Error(serializers.Serializer[Any]):
    """The one shape of every refusal."""

    error = ErrorOut()


def in_words(problem: Exception) -> Exception:
    """The API's form of a problem; anything it does not know comes back as it is."""
    for kind, say in SAID.items():
        if isinstance(problem, kind):
            return say(problem)
    return problem


def _refused(refusal: Refused) -> Exception:
    reason = refusal.__cause__
    return exceptions.PermissionDenied(reason.sentence) if isinstance(reason, Problem) else refusal


def _overtaken(_problem: SomeoneWasFaster) -> Conflict:
    return Conflict(_("The run moved on at this very moment. Read it again, then repeat the request."))


def _too_large(_problem: RequestDataTooBig) -> TooLarge:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_048_576
    return TooLarge(_("The body is too large: at most %(most)d MB. Send less text.") % {"most": most})


def _not_json(_problem: exceptions.UnsupportedMediaType) -> exceptions.APIException:
    text = _("Send the body as JSON, with the header “Content-Type: application/json”.")
    return exceptions.UnsupportedMediaType("", detail=text)


# The first kind that fits counts: Stale is a Problem too.
SAID: dict[type[Exception], Callable[[Any], Exception]] = {
    Stale: lambda problem: Conflict(problem.sentence),
    Problem: lambda problem: Unprocessable(problem.errors or problem.sentence),
    SomeoneWasFaster: _overtaken,
    PayloadGone: lambda problem: Erased(),
    Refused: _refused,
    RequestDataTooBig: _too_large,
    exceptions.ValidationError: lambda problem: Unprocessable(problem.detail),
    exceptions.UnsupportedMediaType: _not_json,
}
