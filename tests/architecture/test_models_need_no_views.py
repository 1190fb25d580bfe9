"""The product starts on the next Wagtail, whose views ask for the models while they are imported."""

import os
import subprocess
import sys

from django.conf import settings

# Prints every view of Wagtail that a module of ours imports before all models are there.
WATCH = """
import sys
from pathlib import Path

import django
from django.apps import apps

class Watch:
    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        asking = Path(frame.f_code.co_filename)
        is_ours = asking.is_relative_to(Path.cwd()) and "site-packages" not in asking.parts
        if is_ours and name.startswith("wagtail") and "views" in name.split(".") and not apps.models_ready:
            print(name, "for", asking)

sys.meta_path.insert(0, Watch())
django.setup()
print("ready")
"""


def test_no_models_import_views_of_wagtail() -> None:
    said = subprocess.run(
        [sys.executable, "-c", WATCH],
        cwd=settings.BASE_DIR,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said == ["ready"]
