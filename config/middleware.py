"""What every request may hold, and what every answer carries."""

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.decorators import sync_and_async_middleware

# Nothing inline and nothing from elsewhere: text from customers and models can then never become script.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@sync_and_async_middleware
def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]]:
    """Put the Content Security Policy on every answer."""
    if iscoroutinefunction(get_response):

        async def answer_async(request: HttpRequest) -> HttpResponse:
            response = await cast("Awaitable[HttpResponse]", get_response(request))
            response.setdefault("Content-Security-Policy", POLICY)
            return response

        return answer_async

    def answer(request: HttpRequest) -> HttpResponse:
        response = cast("HttpResponse", get_response(request))
        response.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


NUL = "\x00"


@sync_and_async_middleware
def without_nul(
    get_response: Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], HttpResponse | Awaitable[HttpResponse]]:
    """Take the one character that PostgreSQL does not keep out of addresses and forms: nobody sees or means it."""
    if iscoroutinefunction(get_response):

        async def answer_async(request: HttpRequest) -> HttpResponse:
            _clean(request)
            return await get_response(request)

        return answer_async

    def answer(request: HttpRequest) -> HttpResponse | Awaitable[HttpResponse]:
        _clean(request)
        return get_response(request)

    return answer


def _clean(request: HttpRequest) -> None:
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = _without(request.GET)  # type: ignore[assignment]
    # The API takes JSON only and says so: reading the body here as a form would make it one.
    form = request.method == "POST" and not request.path.startswith("/api/")
    if form and any(NUL in text for name, texts in request.POST.lists() for text in (name, *texts)):
        request.POST = _without(request.POST)  # type: ignore[assignment]


def _without(given: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True, encoding=given.encoding)
    for name, texts in given.lists():
        cleaned.setlist(name.replace(NUL, ""), [text.replace(NUL, "") for text in texts])
    cleaned._mutable = False
    return cleaned
