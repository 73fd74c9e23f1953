"""Misbehaviour on order: the next N matching requests are slow, fail, or act and never answer."""

from dataclasses import dataclass
from threading import Lock

from sandbox import wants
from sandbox.answers import Answer, Document, say

# slow: answers late · fail: an error in JSON · html: an error page · nonsense: JSON of another shape ·
# drop: hangs up without acting · hang_up: acts, then hangs up · die: acts, then the process is gone ·
# forget_key: acts again under a used key
ACTIONS = ("slow", "fail", "html", "nonsense", "drop", "hang_up", "die", "forget_key")
METHODS = ("*", "GET", "POST")
FOR_EVER = 0


@dataclass
class Fault:
    """One ordered misbehaviour; `times` counts down, 0 from the start means until cleared."""

    action: str
    method: str
    path: str
    times: int
    seconds: float
    status: int
    hits: int = 0

    def meets(self, method: str, path: str) -> bool:
        """Whether it is about this request and not yet used up."""
        due = self.times == FOR_EVER or self.hits < self.times
        return due and self.method in ("*", method) and path.startswith(self.path)

    def instead(self) -> Answer | None:
        """The answer given in place of acting, where the action is such a one."""
        if self.action == "fail":
            error = {"code": "out_of_order", "message": "The system is out of order. Try again later."}
            return say({"error": error}, self.status)
        if self.action == "html":
            page = "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>"
            return Answer(self.status, page.encode(), media_type="text/html; charset=utf-8")
        if self.action == "nonsense":
            return say({"colour": ["teal"], "customer_id": 7})
        # Status 0 stands for no answer at all.
        return Answer(0, b"") if self.action == "drop" else None


class Faults:
    """The misbehaviours ordered so far, in order; they are gone when the process is."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ordered: list[Fault] = []

    def order(self, body: Document) -> Fault:
        """Order one misbehaviour, as described by the body of POST /control/faults."""
        fault = Fault(
            action=wants.choice(body, "action", ACTIONS),
            method=wants.choice(body, "method", METHODS, default="*"),
            path=wants.optional_text(body, "path", longest=300) or "/",
            times=wants.whole(body, "times", least=FOR_EVER, most=1_000_000, default=1),
            seconds=wants.seconds(body, "seconds", most=600),
            status=wants.whole(body, "status", least=200, most=599, default=500),
        )
        with self._lock:
            self._ordered.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """The first misbehaviour due for this request, counted as used."""
        with self._lock:
            for fault in self._ordered:
                if fault.meets(method, path):
                    fault.hits += 1
                    return fault
        return None

    def listed(self) -> list[Document]:
        """All ordered misbehaviours with how often each was met."""
        with self._lock:
            return [dict(vars(fault)) for fault in self._ordered]

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self._ordered.clear()
