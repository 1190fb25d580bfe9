"""granian with the application loaded before its workers are forked, so that its modules stand in memory once.

`python -m cms.web_server OPTIONS cms.wsgi:application` takes what the `granian` command takes. Two workers that load
the product for themselves take 220 MiB with their parent, two that inherit it 156. `cms.wsgi` freezes what is
loaded, so that the collector writes nothing into shared pages. Nothing may be open when the fork comes: loading
makes no thread and no database connection (`tests/architecture/test_web_process.py`). Where Python does not fork
(3.14 on), each worker loads for itself and all else is the same.
"""

import importlib
import sys

from granian.cli import entrypoint


def main() -> None:
    """Load the module of the last argument, then do as `granian` does."""
    importlib.import_module(sys.argv[-1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
