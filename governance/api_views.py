"""The view set every room's API is built from."""

from typing import Any, ClassVar, TypeVar

from django.db import models
from rest_framework import exceptions
from rest_framework.viewsets import ViewSet

from governance import access
from governance.api import verb_of

M = TypeVar("M", bound=models.Model)


class GovernedViewSet(ViewSet):
    """Views whose every action names a verb and obtains its things by it."""

    verbs: ClassVar[dict[str, str]] = {}

    def obtain(self, model: type[M], **lookup: Any) -> M:
        """The thing this request is about: 404 when invisible, 403 when the verb is not held."""
        named = verb_of(self, self.request)
        if named is None:
            raise exceptions.PermissionDenied
        return access.get(self.request.user, named, model, **lookup)
