"""Tools from npm, fetched once into `var/` and never committed: axe-core and the HTML validator."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import skip_or_fail

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "var" / "tools"


def axe_source() -> str:
    """The script of axe-core."""
    return npm_file("axe-core@4", "axe-core/axe.min.js").read_text()


def validator() -> Path:
    """The jar of the Nu HTML checker."""
    if shutil.which("java") is None:
        skip_or_fail("java is missing: apt-get install default-jre-headless")
    return npm_file("vnu-jar", "vnu-jar/build/dist/vnu.jar")


def npm_file(package: str, name: str) -> Path:
    """A file of a package; skip (in CI: fail) where it cannot be had, with one line that says how to get it."""
    wanted = TOOLS / "node_modules" / name
    if not wanted.exists():
        how = f"npm install --prefix {TOOLS.relative_to(ROOT)} {package}"
        if shutil.which("npm") is None:
            skip_or_fail(f"npm is missing: apt-get install npm, then {how}")
        TOOLS.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "install", "--prefix", str(TOOLS), "--no-audit", "--no-fund", "--ignore-scripts", package],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        if done.returncode != 0 or not wanted.exists():
            skip_or_fail(f"{package} cannot be fetched: {how}")
    return wanted
