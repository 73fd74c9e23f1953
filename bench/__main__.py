"""`python -m bench [NAME …]`: takes all measurements, or those named, and prints a JSON line for each figure."""

import argparse
import sys
import traceback
from importlib import import_module
from pkgutil import iter_modules

import bench
from bench.measure import MEASURES


def gather() -> None:
    """Import every file of this folder, so that each puts its measurements into the list."""
    for module in iter_modules(bench.__path__):
        if module.name != "__main__":
            import_module(f"bench.{module.name}")


def take(name: str) -> bool:
    """Take one measurement, print its lines, and say whether it could be taken."""
    try:
        for measure in MEASURES[name]():
            print(measure.line(), flush=True)
    except Exception:
        print(f"The measurement {name} could not be taken:", file=sys.stderr)
        traceback.print_exc()
        return False
    return True


def main() -> int:
    """0 where every measurement could be taken, whether or not it met its target."""
    gather()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(sorted(MEASURES))}")
    parser.add_argument("--list", action="store_true", help="only print the names")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(MEASURES):
        parser.error(f"There is no measurement called {', '.join(sorted(unknown))}.")
    if chosen.list:
        print(*sorted(MEASURES), sep="\n")
        return 0
    taken = [take(name) for name in chosen.names or sorted(MEASURES)]
    return 0 if all(taken) else 1


if __name__ == "__main__":
    sys.exit(main())
