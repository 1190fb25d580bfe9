"""Our read API beside stock Wagtail API v2: the same articles, server, load and minute.

    python -m benchmarks.read_api                      200, 2,000 and 20,000 articles, about eight minutes
    python -m benchmarks.read_api --quick              2,000 articles, about one minute
    python -m benchmarks.read_api --write              puts the tables into docs/benchmarks.md

Needs wrk. The databases, one a size, stand in VAR_DIR (default: var/benchmark) and are kept: a second
run begins at once; --fresh makes them again. Exits 1 when an aim of docs/benchmarks.md is missed.
"""

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import report
from benchmarks.load import Figures, Server, drive, median, serving
from benchmarks.stock_fields import FIELDS

OURS_PORT, STOCK_PORT = 8126, 8127
# "list" asks one question over and over, as front ends do; "list, new" another one each time, of the same answer.
KINDS = ("list", "list, new", "detail", "by path")
_URLS = 500  # different addresses in turn
_FAR = datetime.date(2100, 1, 1)  # later than every article


@dataclass
class Measured:
    """Everything seen at one size."""

    size: int
    ours: dict[str, Figures] = field(default_factory=dict)
    stock: dict[str, Figures] = field(default_factory=dict)
    bytes_ours: dict[str, int] = field(default_factory=dict)
    bytes_stock: dict[str, int] = field(default_factory=dict)
    ours_pss: float = 0.0
    stock_pss: float = 0.0


def main() -> int:
    arguments = _arguments()
    root = Path(__file__).resolve().parents[1]
    var = Path(os.environ.get("VAR_DIR") or root / "var" / "benchmark").resolve()
    if arguments.fresh:
        shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True, exist_ok=True)
    measured = [_measure(size, arguments.seconds, arguments.rounds, var) for size in sorted(arguments.sizes)]
    text = report.markdown(measured)
    print(text)
    if arguments.write:
        report.write_into(root / "docs" / "benchmarks.md", text)
    missed = report.missed_aims(measured)
    for aim in missed:
        print(f"MISSED: {aim}")
    return 1 if missed else 0


def _content(size: int, var: Path) -> list[list[str]]:
    """The addresses of a database with that many articles, in a directory of its own which becomes VAR_DIR.

    The templates, whose pictures take a while, are made once and copied.
    """
    base, own = var / "templates", var / str(size)
    if not (base / "addresses.json").exists():
        _fill(0, base)
    if not own.exists():
        shutil.copytree(base, own)
    _fill(size, own)
    os.environ["VAR_DIR"] = str(own)
    found: list[list[str]] = json.loads((own / "addresses.json").read_text())
    return found


def _fill(size: int, directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.content", str(size), str(directory / "addresses.json")]
    subprocess.run(command, env={**os.environ, "VAR_DIR": str(directory), "LOG_LEVEL": "ERROR"}, check=True)


def _measure(size: int, seconds: int, rounds: int, var: Path) -> Measured:
    print(f"==> {size} articles", file=sys.stderr, flush=True)
    addresses = _content(size, var)
    spread = addresses[:: max(1, len(addresses) // _URLS)][:_URLS]
    ours = {
        "list": ["/api/v1/documents/?type=article"],
        "list, new": [f"/api/v1/documents/?type=article&to={_FAR + datetime.timedelta(n)}" for n in range(_URLS)],
        "detail": [f"/api/v1/documents/{content_id}/" for _, content_id, _ in spread],
        "by path": [f"/api/v1/by-path/?path={path}" for *_, path in spread],
    }
    stock_list = f"/stock/articles/?limit=20&order=-first_published_at&fields={FIELDS}"
    stock = {
        "list": [stock_list],
        "list, new": [stock_list],
        "detail": [f"/stock/articles/{page}/?fields={FIELDS}" for page, *_ in spread],
        "by path": [f"/stock/articles/find/?html_path={path}" for *_, path in spread],
    }
    result = Measured(size)
    with (
        serving(OURS_PORT, "cms.wsgi:application", "cms.settings.dev", "/api/v1/") as our_server,
        serving(
            STOCK_PORT, "benchmarks.stock_wsgi:application", "benchmarks.stock_settings", stock["list"][0]
        ) as other,
    ):
        for kind in KINDS:
            result.bytes_ours[kind] = len(our_server.get(ours[kind][0]))
            result.bytes_stock[kind] = len(other.get(stock[kind][0]))
            _rounds(kind, our_server, other, ours[kind], stock[kind], seconds, rounds, var, result)
        result.ours_pss, result.stock_pss = our_server.pss_mib(), other.pss_mib()
    return result


def _rounds(
    kind: str,
    our_server: Server,
    other: Server,
    ours: list[str],
    stock: list[str],
    seconds: int,
    rounds: int,
    var: Path,
    result: Measured,
) -> None:
    """Interleaved, so that both sides meet the same neighbours on the machine; the first is a warm-up."""
    drive(our_server, ours, 1, var)
    drive(other, stock, 2, var)
    pairs = [(drive(our_server, ours, seconds, var), drive(other, stock, seconds, var)) for _ in range(rounds)]
    result.ours[kind] = median([pair[0] for pair in pairs])
    result.stock[kind] = median([pair[1] for pair in pairs])
    print(f"    {kind}: {result.ours[kind].per_second:.0f} / {result.stock[kind].per_second:.1f}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read_api")
    parser.add_argument(
        "--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[200, 2000, 20000]
    )
    parser.add_argument("--seconds", type=int, default=5, help="length of a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="2,000 articles, short rounds")
    parser.add_argument("--fresh", action="store_true", help="make the content again")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.sizes, arguments.seconds, arguments.rounds = [2000], 3, 2
    return arguments


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
