"""Network backends that connect only to addresses the guard has checked."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore2

from agents.guard.addresses import check, resolve

_deadline: ContextVar[float | None] = ContextVar("outbound_deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """A limit on everything sent and received inside, however slowly the answer drips in."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    """The time this step may take, or the exception for being late."""
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("time limit reached")
    return left if timeout is None else min(left, timeout)


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends with the caller's total time."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, but not past the deadline."""
        return self.inner.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, but not past the deadline."""
        self.inner.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self.inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """TLS for the name that was asked for, not for the address connected to."""
        left = _left(timeout, httpcore2.ConnectTimeout)
        return TimedStream(self.inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        """What the pool asks of a connection."""
        return self.inner.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves once, checks every address, connects to exactly a checked one: a name cannot be rebound between."""

    def __init__(self, allowed: frozenset[str], lookup: Callable[[str, int], list[str]] = resolve) -> None:
        self.allowed, self.lookup, self.inner = allowed, lookup, httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to a checked address of the host."""
        try:
            addresses = self.lookup(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} has no address") from error
        last: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in check(host, port, addresses, self.allowed):
            left = _left(timeout, httpcore2.ConnectTimeout)
            try:
                return TimedStream(self.inner.connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        """Never: a file is not another system."""
        raise httpcore2.UnsupportedProtocol("unix sockets are not called")


class AsyncGuardedBackend(httpcore2.AsyncNetworkBackend):
    """The same guard for calls made on an event loop."""

    def __init__(self, allowed: frozenset[str], lookup: Callable[[str, int], list[str]] = resolve) -> None:
        self.allowed, self.lookup, self.inner = allowed, lookup, httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to a checked address of the host."""
        try:
            addresses = await asyncio.to_thread(self.lookup, host, port)
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} has no address") from error
        last: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in check(host, port, addresses, self.allowed):
            try:
                return await self.inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.AsyncNetworkStream:
        """Never: a file is not another system."""
        raise httpcore2.UnsupportedProtocol("unix sockets are not called")

    async def sleep(self, seconds: float) -> None:
        """Wait on the loop."""
        await asyncio.sleep(seconds)
