"""Production says what is missing, and passes Django's own deployment check."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "k" * 25 + "".join(chr(65 + n) for n in range(26)) + "0123456789",
    "ALLOWED_HOSTS": "cong.example.vn",
    "ADMIN_BASE_URL": "https://cong.example.vn",
}


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.production", "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_deployment_check_finds_nothing(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert (done.returncode, done.stderr) == (0, "")


def test_production_asks_for_the_second_factor_and_guards_its_cookies(tmp_path: Path) -> None:
    cookies = [f"SESSION_COOKIE_{fact}" for fact in ("NAME", "SECURE", "HTTPONLY", "PATH", "DOMAIN")]
    names = ["SECOND_FACTOR_REQUIRED", "MFA_TRUST_ENABLED", "CSRF_COOKIE_NAME", *cookies]
    asked = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    done = manage(tmp_path, "shell", "--no-imports", "-c", asked, **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[True, False, '__Host-csrf', '__Host-session', True, True, '/', None]"


def test_production_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", **{k: v for k, v in COMPLETE.items() if k != "SECRET_KEY"})
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr
