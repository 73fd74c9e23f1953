"""What went wrong at a model, as a failure class and a sentence; texts of providers are never repeated.

A provider's own words may quote the key or the prompt, so only the class of the error is used.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError
from pydantic_ai import exceptions as ai

from agents import guard
from agents.failures import FailureClass

NO_FIT = gettext_noop("The model “%(model)s” gave no answer that fits the agent's output fields.")
TOO_LONG = gettext_noop("The text is longer than the model “%(model)s” can take or give in one answer.")
REFUSED = gettext_noop("The model “%(model)s” refused the request.")

# The first that fits counts: the narrow ones stand before the wide ones.
KINDS: list[tuple[tuple[type[BaseException], ...], FailureClass, str]] = [
    (
        (ai.ModelTimeoutError, ai.ModelRequestTimeout),
        "timeout",
        gettext_noop("The model “%(model)s” did not answer in time."),
    ),
    (
        (ai.ModelAuthenticationError,),
        "refused",
        gettext_noop("The model “%(model)s” did not accept its key. Renew it under Connections, Models."),
    ),
    (
        (ai.ModelNotFoundError,),
        "refused",
        gettext_noop("The model “%(model)s” was not found there. Check its name and address under Connections."),
    ),
    (
        (ai.ModelQuotaExceededError,),
        "refused",
        gettext_noop("The account of the model “%(model)s” has no credit left."),
    ),
    (
        (ai.ModelContextWindowExceededError, ai.OutputTokenLimitExceeded),
        "limit",
        TOO_LONG,
    ),
    (
        (ai.ModelRateLimitError,),
        "unavailable",
        gettext_noop("The model “%(model)s” asks to slow down."),
    ),
    (
        (ai.ModelRequestRejectedError, ai.ContentFilterError),
        "refused",
        REFUSED,
    ),
    (
        (ai.ModelConnectionError,),
        "unavailable",
        gettext_noop("Steward could not reach the model “%(model)s”."),
    ),
    (
        (ai.UnexpectedModelBehavior, ValueError, ValidationError),
        "contract",
        NO_FIT,
    ),
    (
        (ai.ModelAPIError,),
        "unavailable",
        gettext_noop("The model “%(model)s” is not able to answer at the moment."),
    ),
]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def explain(error: BaseException, model: str) -> tuple[FailureClass, str]:
    """The failure class and the sentence of an error met while asking a model."""
    for one in _chain(error):
        if isinstance(one, guard.Refused):
            return "policy", one.sentence
        if isinstance(one, guard.TooLarge):
            return "contract", str(one)
    for types, failure, text in KINDS:
        if isinstance(error, types):
            return failure, _(text) % {"model": model}
    if isinstance(error, ai.AgentRunError):
        return "unavailable", _("The model “%(model)s” is not able to answer at the moment.") % {"model": model}
    return "bug", _("Something in Steward went wrong while asking the model “%(model)s”.") % {"model": model}


def no_answer(finish_reason: str | None, model: str) -> tuple[FailureClass, str]:
    """The failure class and the sentence of a response that is no answer, by why the model stopped."""
    if finish_reason == "length":
        return "limit", _(TOO_LONG) % {"model": model}
    if finish_reason == "content_filter":
        return "refused", _(REFUSED) % {"model": model}
    return "contract", _(NO_FIT) % {"model": model}
