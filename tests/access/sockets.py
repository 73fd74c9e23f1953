"""An open page's end of the live socket."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import application
from governance.models import User

SECONDS = 5


class Socket(ApplicationCommunicator):
    """What a browser does with a socket, against the application as it is served."""

    async def connect(self) -> int:
        """Ask to connect: 0, or the code with which the server refuses."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(SECONDS)
        return 0 if answer["type"] == "websocket.accept" else int(answer.get("code", 1000))

    async def say(self, text: str) -> None:
        """Send a text."""
        await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self) -> str:
        """The next text of the server."""
        return str((await self.receive_output(SECONDS))["text"])

    async def watch(self, *names: str) -> list[Any]:
        """Connect and watch: everything the server says up to the list of what is watched."""
        assert await self.connect() == 0
        await self.say(json.dumps({"watch": list(names)}))
        said: list[Any] = []
        while not said or "watching" not in said[-1]:
            said.append(json.loads(await self.hear()))
        return said

    async def closed(self) -> int:
        """The code with which the server closes; what it says before is passed over."""
        while (said := await self.receive_output(SECONDS))["type"] != "websocket.close":
            pass
        return int(said["code"])


def page_of(user: User | None, *, origin: str = "http://localhost", token: str = "") -> Socket:
    """An open page of somebody."""
    headers = [(b"origin", origin.encode()), (b"authorization", f"Bearer {token}".encode())]
    if user is not None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    return Socket(application, {"type": "websocket", "path": "/live/", "headers": headers, "subprotocols": []})


def play(socket: Socket, script: Callable[[Socket], Awaitable[Any]]) -> Any:
    """Play a script on a socket, in this thread and its transaction, then leave."""

    async def through() -> Any:
        try:
            return await script(socket)
        finally:
            await socket.send_input({"type": "websocket.disconnect", "code": 1000})
            await socket.wait(SECONDS)

    return async_to_sync(through)()
