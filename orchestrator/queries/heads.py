"""What the run rows say the last record of each journal is, to be held against the trail."""

from collections.abc import Iterator

from orchestrator.models import Run


def run_heads() -> Iterator[tuple[str, int, bytes]]:
    """Give (stream, number, hash) of every run."""
    for pk, number, head in Run.objects.order_by("pk").values_list("pk", "number", "hash").iterator(2_000):
        yield f"run:{pk}", number, bytes(head)
