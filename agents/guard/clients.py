"""Pooled HTTP clients behind the guard, one set for each list of allowed hosts."""

import ssl
from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore2
import httpx2
from django.utils.translation import gettext as _

from agents.guard.addresses import Refused, parse_allowed
from agents.guard.network import AsyncGuardedBackend, GuardedBackend, within

MODEL_ANSWER_LIMIT = 8 * 1024 * 1024
TOOL_ANSWER_LIMIT = 2 * 1024 * 1024
# Shorter than the five seconds many servers keep an idle connection: reusing one that closes just then looks
# like a request that was lost on the way.
KEEP_ALIVE_SECONDS = 3.0

__all__ = ["Refused", "TooLarge", "allowed_hosts", "async_client", "sync_client", "within"]


class TooLarge(Exception):
    """An answer above the size limit, or packed in a way that hides its size."""


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One set of trusted roots for the process: building it costs tens of milliseconds."""
    return httpx2.create_ssl_context()


def allowed_hosts() -> frozenset[str]:
    """The hosts this organisation's administrator allows, as they stand now."""
    from governance.models import Organisation

    rows = Organisation.objects.values_list("allowed_hosts", flat=True)
    return parse_allowed(entry for hosts in rows for entry in (hosts or []))


def _refuse_packed(headers: httpx2.Headers) -> None:
    if headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise TooLarge(_("The answer is compressed, although Steward asked for it plain."))


def _too_large(limit: int) -> TooLarge:
    return TooLarge(_("The answer is larger than %(size)d MB.") % {"size": limit // (1024 * 1024)})


class LimitedStream(httpx2.SyncByteStream):
    """A body that ends in TooLarge past its limit."""

    def __init__(self, inner: httpx2.SyncByteStream, limit: int) -> None:
        self.inner, self.limit = inner, limit

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for chunk in self.inner:
            seen += len(chunk)
            if seen > self.limit:
                raise _too_large(self.limit)
            yield chunk

    def close(self) -> None:
        """Give the connection back."""
        self.inner.close()


class AsyncLimitedStream(httpx2.AsyncByteStream):
    """A body that ends in TooLarge past its limit, on an event loop."""

    def __init__(self, inner: httpx2.AsyncByteStream, limit: int) -> None:
        self.inner, self.limit = inner, limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in self.inner:
            seen += len(chunk)
            if seen > self.limit:
                raise _too_large(self.limit)
            yield chunk

    async def aclose(self) -> None:
        """Give the connection back."""
        await self.inner.aclose()


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's transport over the guarded backend, with a limit on the answer's size."""

    def __init__(self, allowed: frozenset[str], *, keep_alive: int, limit: int) -> None:
        self.limit = limit
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_tls(),
            max_connections=64,
            max_keepalive_connections=keep_alive,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allowed),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send, and watch what comes back."""
        response = super().handle_request(request)
        _refuse_packed(response.headers)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = LimitedStream(response.stream, self.limit)
        return response


class AsyncGuardedTransport(httpx2.AsyncHTTPTransport):
    """The same for calls made on an event loop."""

    def __init__(self, allowed: frozenset[str], *, limit: int) -> None:
        self.limit = limit
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            network_backend=AsyncGuardedBackend(allowed),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send, and watch what comes back."""
        response = await super().handle_async_request(request)
        _refuse_packed(response.headers)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = AsyncLimitedStream(response.stream, self.limit)
        return response


# A changed list of allowed hosts is another key: connections made under the old list are not used again.
@lru_cache(maxsize=8)
def sync_client(allowed: frozenset[str], fresh: bool = False) -> httpx2.Client:
    """The client tools use, shared by threads; a fresh one never reuses a connection."""
    transport = GuardedTransport(allowed, keep_alive=0 if fresh else 16, limit=TOOL_ANSWER_LIMIT)
    return httpx2.Client(
        transport=transport, trust_env=False, follow_redirects=False, headers=_headers(), cookies=_no_cookies()
    )


@lru_cache(maxsize=8)
def async_client(allowed: frozenset[str], seconds: int = 600) -> httpx2.AsyncClient:
    """The client model SDKs use, on the one loop of the models."""
    transport = AsyncGuardedTransport(allowed, limit=MODEL_ANSWER_LIMIT)
    return httpx2.AsyncClient(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        headers=_headers(),
        cookies=_no_cookies(),
        timeout=httpx2.Timeout(seconds, connect=10),
    )


def _no_cookies() -> CookieJar:
    """A jar that takes nothing: clients are shared by teams, cookies must not be."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def _headers() -> dict[str, str]:
    return {"accept-encoding": "identity", "user-agent": "Steward"}
