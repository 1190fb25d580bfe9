"""axe-core from npm, fetched once into `var/` and never committed."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import skip_or_fail

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "var" / "tools"


def axe_source() -> str:
    """The script; skip (in CI: fail) where it cannot be had, with one line that says how to get it."""
    script = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        how = f"npm install --prefix {TOOLS.relative_to(ROOT)} axe-core@4"
        if shutil.which("npm") is None:
            skip_or_fail(f"npm is missing: apt-get install npm, then {how}")
        TOOLS.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "install", "--prefix", str(TOOLS), "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode != 0 or not script.exists():
            skip_or_fail(f"axe-core cannot be fetched: {how}")
    return script.read_text()
