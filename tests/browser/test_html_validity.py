"""The Nu HTML checker finds no error in any public template."""

import subprocess
from pathlib import Path

import pytest
from django.test import Client

from cms.portal.source import selection
from tests.browser.npm_tools import validator
from tests.browser.test_portal_accessibility import PAGES
from tests.factories.portal import FixtureSource

pytestmark = pytest.mark.slow


def test_every_public_template_is_valid_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = validator()
    fixture = FixtureSource()
    monkeypatch.setattr(selection, "source_at", lambda place: fixture)
    client = Client(headers={"host": "localhost"})
    for number, path in enumerate(path for path in PAGES if not path.startswith("/errors/")):
        (tmp_path / f"{number}.html").write_bytes(client.get(path).content)
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
