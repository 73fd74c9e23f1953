"""A channel layer for one process in which worker threads publish to the server's own loop."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from channels.layers import InMemoryChannelLayer


class ThreadSafeInMemoryLayer(InMemoryChannelLayer):
    """The in-memory layer, with every send carried to the loop on which the sockets live.

    An asyncio queue woken from another thread sleeps until that loop's next timer: news would come late.
    """

    home: asyncio.AbstractEventLoop | None = None

    async def new_channel(self, prefix: str = "specific.") -> str:
        loop = asyncio.get_running_loop()
        if self.home is not loop and (self.home is None or not self.home.is_running()):
            self.home = loop
            self.channels.clear()
            self.groups.clear()
        name: str = await super().new_channel(prefix)
        return name

    async def _at_home(self, coroutine: Coroutine[Any, Any, None]) -> None:
        home = self.home
        if home is None or home is asyncio.get_running_loop() or home.is_closed():
            await coroutine
        else:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, home))

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        await self._at_home(super().send(channel, message))

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._at_home(super().group_send(group, message))

    def publish(self, group: str, message: dict[str, Any]) -> None:
        """Send from any thread without waiting; nothing happens while no socket is open."""
        home = self.home
        if home is not None and home.is_running():
            asyncio.run_coroutine_threadsafe(InMemoryChannelLayer.group_send(self, group, message), home)
