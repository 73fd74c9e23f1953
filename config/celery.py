"""The queue: a doorbell only. What is to be done stands in the rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("steward")


def _configure() -> None:
    from django.conf import settings

    embedded = settings.BROKER_URL.startswith("memory:")
    app.conf.update(
        broker_url=settings.BROKER_URL,
        task_ignore_result=True,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        # kombu's in-memory broker asks once a second by default; this costs about 1 % of a core.
        broker_transport_options={"polling_interval": 0.02} if embedded else {},
    )
    if settings.DATABASE_URL.startswith("sqlite:"):
        # A file does not hang up: opening it again for every task would cost more than many a task.
        app.conf["CELERY_DB_REUSE_MAX"] = 1_000_000


_configure()
app.autodiscover_tasks()
