"""Small files, small functions: the measures of a house that reads well, reported when they are missed."""

from statistics import median, quantiles

from tests.house.tree import functions, named, python, text

MOST_LINES = 300  # of a file
MOST_STATEMENTS = 60  # lines of a function
OWN = [name for name in named(".py", ".ts", ".tsx", ".css", ".html") if "/migrations/" not in name]


def _report(sizes: list[int]) -> str:
    most = quantiles(sizes, n=10)[-1]
    return f"median {median(sizes):g}, 90th percentile {most:g}, largest {max(sizes)}, {len(sizes)} in all"


def _lengths(*rooms: str) -> dict[str, int]:
    return {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name in python(*rooms)
        for node in functions(name)
    }


def test_every_file_can_be_read_whole() -> None:
    long = {name: lines for name in OWN if (lines := text(name).count("\n")) > MOST_LINES}
    assert not long, f"Make folders of files named after what they hold: {long}"


def test_functions_can_be_seen_at_once() -> None:
    long = [f"{where} has {lines} lines" for where, lines in _lengths().items() if lines > MOST_STATEMENTS]
    assert not long, "Take these functions apart:\n" + "\n".join(long)


def test_the_house_is_made_of_small_pieces() -> None:
    lengths, sizes = list(_lengths().values()), [text(name).count("\n") for name in python()]
    print("functions:", _report(lengths))
    print("files:", _report(sizes))
    assert median(lengths) <= 8, f"functions: {_report(lengths)}"
    assert quantiles(lengths, n=10)[-1] <= 30, f"functions: {_report(lengths)}"
    assert median(sizes) <= 80, f"files: {_report(sizes)}"
    assert quantiles(sizes, n=10)[-1] <= MOST_LINES, f"files: {_report(sizes)}"
