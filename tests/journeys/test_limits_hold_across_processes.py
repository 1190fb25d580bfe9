"""What one web process has counted, another one knows: limits of logins, under the settings of production."""

from pathlib import Path

from tests.architecture.test_production_settings import COMPLETE, manage

ASK = """
from allauth.core.internal import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/admin/password_reset/")
wanted = {{"app": "allauth.account", "action": "reset_password", "key": "mai@example.vn"}}
print([ratelimit.consume(request, **wanted) is not None for _ in range({times})].count(True))
"""


def asked(tmp_path: Path, times: int) -> int:
    """How many of so many resets of one address a process of its own allows."""
    done = manage(tmp_path, "shell", "--no-imports", "-c", ASK.format(times=times), **COMPLETE)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.strip().splitlines()[-1])


def test_three_resets_a_minute_are_three_whichever_process_is_asked(tmp_path: Path) -> None:
    assert asked(tmp_path, 2) == 2
    assert asked(tmp_path, 5) == 1


def test_the_check_of_deployment_refuses_limits_of_one_process(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "ERROR", **COMPLETE, CACHE_URL="locmemcache://")
    assert done.returncode != 0
    assert "cong.E004" in done.stderr
