"""News over one socket: a page says what it watches, and hears that it changed. Data comes over HTTP."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from governance import access, queries
from governance.models import Team, User
from orchestrator.models import Run, Workflow

MOST_WATCHED = 20
ASK_AGAIN_SECONDS = 1.5  # a right that was taken away closes the socket within two seconds, even without news


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """One open page. It hears of a subject only while its person may see it."""

    async def connect(self) -> None:
        self.watched: dict[str, str] = {}
        self.asking: asyncio.Task[None] | None = None
        self.person = self.scope.get("user")
        if not isinstance(self.person, User) or not self.person.is_active:
            await self.close(4401)
            return
        await self.channel_layer.group_add(f"person.{self.person.pk}", self.channel_name)
        await self.accept()
        self.asking = asyncio.create_task(self._keep_asking())

    async def disconnect(self, code: int) -> None:
        if self.asking:
            self.asking.cancel()
        groups = [*getattr(self, "watched", {}).values()]
        if isinstance(self.person, User):
            groups.append(f"person.{self.person.pk}")
        for group in groups:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        wanted = content.get("watch") if isinstance(content, dict) else None
        if not isinstance(wanted, list) or len(wanted) > MOST_WATCHED:
            await self.send_json({"error": 'Send {"watch": ["run:42"]} with at most 20 subjects.'})
            return
        names = {str(each)[:40] for each in wanted}
        for name in set(self.watched) - names:
            await self.channel_layer.group_discard(self.watched.pop(name), self.channel_name)
        for name in names - set(self.watched):
            if group := await _group(self.person, name):
                self.watched[name] = group
                await self.channel_layer.group_add(group, self.channel_name)
            else:
                await self.send_json({"refused": name})
        await self.send_json({"watching": sorted(self.watched)})

    @classmethod
    async def decode_json(cls, text_data: str) -> Any:
        try:
            return await super().decode_json(text_data)
        except ValueError:
            return None

    async def news(self, message: dict[str, Any]) -> None:
        """A group has news: say which of the watched subjects changed."""
        if message["group"] == f"person.{self.person.pk}":
            await self._ask_again()
            return
        for name, group in list(self.watched.items()):
            if group == message["group"]:
                await self.send_json({"changed": name})

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            await self._ask_again()

    async def _ask_again(self) -> None:
        allowed = await _allowed(self.person.pk, list(self.watched))
        if allowed is None or set(self.watched) - allowed:
            await self.close(4403)


@database_sync_to_async
def _group(person: User, name: str) -> str | None:
    return group_of(person, name)


@database_sync_to_async
def _allowed(pk: int, names: list[str]) -> set[str] | None:
    person = queries.active(pk)
    return None if person is None else {name for name in names if group_of(person, name)}


def group_of(person: User, name: str) -> str | None:
    """The channel group of `run:42`, `inbox:3` or one's own `person:7`; None where it may not be watched."""
    kind, _, number = name.partition(":")
    if kind == "person":  # one's own bell
        return f"bell.{number}" if number == str(person.pk) else None
    if kind not in WATCHABLE or not (number.isascii() and number.isdigit()):
        return None
    verb, model, group = WATCHABLE[kind]
    thing = access.visible(person, model).filter(pk=int(number)).defer(*HEAVY.get(model, ())).first()
    return group.format(number) if thing is not None and access.may(person, verb, thing) else None


WATCHABLE: dict[str, tuple[str, Any, str]] = {
    "run": ("run.view", Run, "run.{}"),
    "runs": ("run.view", Team, "team.{}.runs"),
    "team": ("escalation.view", Team, "team.{}.inbox"),
    "inbox": ("escalation.view", Team, "team.{}.inbox"),
    "draft": ("workflow.edit", Workflow, "draft.{}"),
}
HEAVY: dict[Any, tuple[str, ...]] = {Workflow: ("draft", "touched")}  # asked again and again, and never read here
