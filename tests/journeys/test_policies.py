"""Which content security policy a page carries."""

import pytest
from django.test import Client

from cms.accounts.models import User

pytestmark = pytest.mark.django_db


def test_admin_runs_the_inline_scripts_of_wagtail_and_nothing_of_others(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="not used in this test"))

    policy = client.get("/admin/")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline';" in policy
    assert "img-src 'self' data: blob:" in policy
    assert "http" not in policy


def test_public_pages_run_no_inline_script(client: Client) -> None:
    policy = client.get("/khong-co-trang-nay/")["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy
