"""The shell round the rooms: commands, and the frame of every page."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Commands and page frame."""

    name = "config"

    def ready(self) -> None:
        # shared_task binds to the current app: without this a task called from a page would go to no broker.
        from config import celery, writing  # noqa: F401
        from fields.writing import choose_by

        choose_by(writing.of_the_reader)
