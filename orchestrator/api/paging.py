"""Lists in pages: each page names the address of the next one."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

M = TypeVar("M", bound=Model)


class PageQuery(serializers.Serializer[Any]):
    """Which page: how many, and after which one."""

    limit = serializers.IntegerField(min_value=1, max_value=200, default=50, help_text="How many at most.")
    after = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Set by the “next” link: go on after this id."
    )


def asked(query: type[PageQuery], request: Request) -> dict[str, Any]:
    """The checked query parameters; a wrong one is named in a 422."""
    read = query(data=request.query_params)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def page(request: Request, rows: QuerySet[M], wanted: dict[str, Any], *, newest_first: bool) -> tuple[list[M], Any]:
    """One page of rows by their id, and the address of the next one (None at the end)."""
    # By key, not by offset: pages stay whole while rows are added, and the thousandth costs what the first one does.
    after = wanted.get("after")
    if after is not None:
        rows = rows.filter(**{"pk__lt" if newest_first else "pk__gt": after})
    found = list(rows.order_by("-pk" if newest_first else "pk")[: wanted["limit"] + 1])
    if len(found) <= wanted["limit"]:
        return found, None
    found.pop()
    return found, replace_query_param(request.build_absolute_uri(), "after", str(found[-1].pk))
