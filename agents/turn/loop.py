"""The one event loop of the models, and the desk at which a turn's thread does what the loop asks of it.

Model calls run on a daemon thread's loop, shared by the process: SDK clients belong to one loop. Everything that
touches the database (tool calls, accounting) is handed back to the thread that takes the turn, which waits for it:
so it uses that thread's connection, and nothing runs after the turn has ended.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import lru_cache
from typing import Any, TypeVar

from agents.failures import Failure

T = TypeVar("T")
LOOK_EVERY = 0.25


class TurnStopped(Exception):
    """The turn was told to stop and did."""


@lru_cache(maxsize=1)
def models_loop() -> asyncio.AbstractEventLoop:
    """The loop, started on first use."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop


class Desk:
    """Takes work from the loop and does it on the thread that called `run`."""

    def __init__(self) -> None:
        self.inbox: queue.SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]] | None] = queue.SimpleQueue()
        self.raised: BaseException | None = None

    async def ask(self, work: Callable[[], T]) -> T:
        """On the loop: have this done by the turn's own thread."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.inbox.put((work, answer))
        return await answer

    def run(self, task: Coroutine[Any, Any, T], stopped: Callable[[], bool] | None = None) -> T:
        """On the turn's thread: carry the coroutine through, doing what it asks for in between."""
        future = asyncio.run_coroutine_threadsafe(task, models_loop())
        future.add_done_callback(lambda _done: self.inbox.put(None))
        try:
            self._serve(future, stopped)
        except BaseException:
            future.cancel()
            raise
        # What the ledger raised counts, whatever became of it on its way through the model's loop; a failed call
        # is the turn's failure and comes back as such.
        if self.raised is not None and not isinstance(self.raised, Failure):
            raise self.raised
        return future.result()

    def _serve(self, future: "Future[Any]", stopped: Callable[[], bool] | None) -> None:
        while True:
            try:
                item = self.inbox.get(timeout=LOOK_EVERY if stopped else None)
            except queue.Empty:
                if stopped is not None and stopped():
                    raise TurnStopped from None
                continue
            if item is None:
                return
            self._do(*item)

    def _do(self, work: Callable[[], Any], answer: "asyncio.Future[Any]") -> None:
        loop = answer.get_loop()
        try:
            result = work()
        except BaseException as error:
            self.raised = error
            loop.call_soon_threadsafe(_fail, answer, error)
        else:
            loop.call_soon_threadsafe(_give, answer, result)


def _give(answer: "asyncio.Future[Any]", result: Any) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: "asyncio.Future[Any]", error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error if isinstance(error, Exception) else RuntimeError("interrupted"))
