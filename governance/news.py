"""News: after commit, open pages hear that something changed; they fetch it by HTTP, where rights are checked."""

import asyncio

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from django.dispatch import Signal

# Sent after commit with user_id: somebody's rights changed, or they were deactivated. Rooms above free their claims.
rights_changed = Signal()
_sending: set[asyncio.Task[None]] = set()


def publish(group: str, kind: str) -> None:
    """Tell the pages that watch a group ("run.42", "team.3", "person.7") once this transaction is committed."""
    transaction.on_commit(lambda: send(group, kind), robust=True)


def tell_rights_changed(user_id: int) -> None:
    """Tell a person's open pages, and the rooms above, that their rights changed."""
    publish(f"person.{user_id}", "rights-changed")
    transaction.on_commit(lambda: rights_changed.send_robust(sender=None, user_id=user_id), robust=True)


def send(group: str, kind: str) -> None:
    """Tell them at once."""
    layer = get_channel_layer()
    if layer is None:
        return
    message = {"type": "news", "group": group, "kind": kind}
    if hasattr(layer, "publish"):
        layer.publish(group, message)
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        async_to_sync(layer.group_send)(group, message)
    else:
        # Waiting here would block the very loop that must send it.
        task = loop.create_task(layer.group_send(group, message))
        _sending.add(task)
        task.add_done_callback(_sending.discard)
