"""The tables of a run, and which aims it missed."""

import datetime
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.read_api import Measured

# At 2,000 articles, against stock of the same run.
AIMS = {"list": 45.0, "detail": 20.0}
MOST_GROWTH = 1.2
MOST_PSS_MIB = 250.0
PAYLOAD_BAND = (0.8, 1.25)


def markdown(measured: "Sequence[Measured]") -> str:
    """The figures as Markdown tables."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    machine = f"{os.cpu_count()} cores shared by client and servers, Python {platform.python_version()}"
    how = "granian with two workers, wrk with 16 connections, medians of interleaved rounds"
    heads = ["articles", "request", "ours, requests/s", "p50 / p99 ms", "stock, requests/s", "p50 / p99 ms", "ratio",
             "bytes, ours / stock"]  # fmt: skip
    lines = [f"Measured on {today}: {machine}, {how}.", "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for at_size in measured:
        lines += [_line(at_size, kind) for kind in at_size.ours]
    lines += ["", "| articles | two workers, ours | two workers, stock |", "|---|---|---|"]
    lines += [f"| {m.size:,} | {m.ours_pss:.0f} MiB | {m.stock_pss:.0f} MiB |" for m in measured]
    return "\n".join(lines) + "\n"


def _line(m: "Measured", kind: str) -> str:
    ours, stock = m.ours[kind], m.stock[kind]
    ratio = ours.per_second / stock.per_second
    return (
        f"| {m.size:,} | {kind} | {ours.per_second:,.0f} | {ours.p50:.1f} / {ours.p99:.1f}"
        f" | {stock.per_second:,.1f} | {stock.p50:.0f} / {stock.p99:.0f} | **{ratio:.0f}×**"
        f" | {m.bytes_ours[kind]:,} / {m.bytes_stock[kind]:,} |"
    )


def missed_aims(measured: "Sequence[Measured]") -> list[str]:
    """What the run shows to be short of docs/benchmarks.md, one sentence each."""
    missed: list[str] = []
    for m in measured:
        missed += [f"{kind} at {m.size}: {m.ours[kind].errors} errors" for kind in m.ours if m.ours[kind].errors]
        if m.ours_pss > MOST_PSS_MIB:
            missed.append(f"the server takes {m.ours_pss:.0f} MiB at {m.size}")
        for kind, wanted in AIMS.items():
            band = m.bytes_ours[kind] / m.bytes_stock[kind]
            if not PAYLOAD_BAND[0] <= band <= PAYLOAD_BAND[1]:
                missed.append(f"payloads of {kind} differ: {band:.2f}")
            ratio = m.ours[kind].per_second / m.stock[kind].per_second
            if m.size == 2000 and ratio < wanted:
                missed.append(f"{kind}: {ratio:.1f} times stock, wanted {wanted:.0f}")
    if len(measured) > 1:
        first, last = measured[0], measured[-1]
        for kind in first.ours:
            growth = first.ours[kind].per_second / last.ours[kind].per_second
            if growth > MOST_GROWTH:
                missed.append(f"{kind} is {growth:.2f} times slower at {last.size} than at {first.size}")
    return missed


def write_into(path: Path, text: str, *, name: str = "measured") -> None:
    """Put the tables of a benchmark between its marks; raise ValueError when the marks are gone."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = path.read_text().partition(begin)
    if end not in rest:
        raise ValueError(f"{path} has no {begin} … {end}")
    text = text.rstrip("\n")
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}")
