"""Hostile questions at the endpoints of the search: `VAR_DIR=var/bench python -m benchmarks.search_hostile`.

7,680 texts, each asked at both addresses, over the store of `benchmarks.search`, which must have been filled and
built before. Prints the answers by status and how long the slowest took; exits with 1 after a 5xx.
"""

import argparse
import statistics
import sys
from collections import Counter

from benchmarks import search_content


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    given = parser.parse_args()
    search_content.prepare(given.documents)
    import cms.wsgi  # noqa: F401  # as the server loads it: warmed up, and the collector passes by what stays
    from tests.unit.search.hostile import ADDRESSES, ask_hostile, pairs_of_texts

    failures = 0
    for address in ADDRESSES:
        answers = list(ask_hostile(address, pairs_of_texts()))
        by_status = Counter(status for status, *_times in answers)
        failures += sum(count for status, count in by_status.items() if status >= 500)
        told = ", ".join(f"{count} × {status}" for status, count in sorted(by_status.items()))
        print(f"{address}: {len(answers)} hostile texts: {told}")
        for name, place in (("clock", 1), ("processor", 2)):
            times = [answer[place] * 1000 for answer in answers]
            print(
                f"  {name:9}  median {statistics.median(times):.1f} ms  slowest {max(times):.0f} ms,"
                f" {sum(one > 200 for one in times)} above 200 ms"
            )
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
