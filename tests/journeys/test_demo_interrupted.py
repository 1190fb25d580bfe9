"""A load that is killed is gone on with by the next one; what was half made is never served."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cms.demo.accounts import PEOPLE

ROOT = Path(__file__).resolve().parents[2]

STATE = (
    "import json; from cms.demo.scenario import is_loaded; from cms.media.models import Image;"
    "from cms.subsites.models import Subsite; from cms.publishing.models import PublishedDocument;"
    "print(json.dumps([is_loaded(), Image.objects.count(), Subsite.objects.count(),"
    " PublishedDocument.objects.filter(document_type='article').count()]))"
)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "images"), [("demo.after_media", 33), ("demo.before_commit", 33)])
def test_a_killed_load_is_completed_by_the_next(tmp_path: Path, place: str, images: int) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(tmp_path),
        "LOG_LEVEL": "WARNING",
    }

    def manage(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env={**environment, **extra}, capture_output=True, text=True, check=False
        )

    def state() -> list[object]:
        found: list[object] = json.loads(manage("shell", "-v", "0", "-c", STATE).stdout.splitlines()[-1])
        return found

    assert manage("migrate", "-v0").returncode == 0
    assert manage("load_demo", CONG_FAILPOINT=place).returncode == -signal.SIGKILL
    assert state() == [False, images, 0, 0]
    done = manage("load_demo")
    assert done.returncode == 0, done.stderr
    assert state() == [True, images, 2, 90]
    assert len(list((tmp_path / "media" / "private" / "original_images").iterdir())) == images
    accounts = json.loads((tmp_path / "demo-accounts.json").read_text())
    assert [account["username"] for account in accounts] == [person.username for person in PEOPLE]
