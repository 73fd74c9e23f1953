"""What the run rows say the last record of each journal is, to be held against the trail."""

from collections.abc import Iterator

from orchestrator.models import Run


def run_heads(streams: list[str] | None) -> Iterator[tuple[str, int, bytes]]:
    """Give (stream, number, hash) of the runs with these streams, or of every run."""
    runs = Run.objects.order_by("pk")
    if streams is not None:
        runs = runs.filter(pk__in=[int(name[4:]) for name in streams if name.startswith("run:")])
    for pk, number, head in runs.values_list("pk", "number", "hash").iterator(2_000):
        yield f"run:{pk}", number, bytes(head)
