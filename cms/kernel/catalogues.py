"""Compile the message catalogues of the tree: `python -m cms.kernel.catalogues`.

The base system has no gettext tools, and compiled catalogues are not committed; polib reads and writes both.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
_SKIPPED = {".venv", "var", "node_modules", ".git"}


def catalogue_paths(root: Path = ROOT) -> Iterator[Path]:
    """Every .po of the product below `root`, sorted; not those of libraries, data or hidden folders."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name not in _SKIPPED):
        if not folder.name.startswith("."):
            yield from sorted(folder.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_catalogue(path: Path) -> bool:
    """Write the .mo beside a .po unless it is younger already; whether it was written."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    # Replaced in one step: a server that is starting must never read half a file.
    partial = target.with_suffix(".mo.part")
    polib.pofile(str(path), check_for_duplicates=True).save_as_mofile(str(partial))
    partial.replace(target)
    return True


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile all of them; how many were written."""
    return sum(compile_catalogue(path) for path in catalogue_paths(root))


if __name__ == "__main__":
    sys.stdout.write(f"{compile_catalogues()} catalogues compiled\n")
