"""The admin's content security policy is its own; the public one stays strict."""

import pytest
from django.test import Client


def directives(client: Client, path: str) -> dict[str, set[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    return {name: set(values) for name, *values in (part.split() for part in header.split(";"))}


@pytest.mark.django_db
def test_the_admin_may_run_wagtails_inline_scripts_and_nobody_elses(client: Client) -> None:
    policy = directives(client, "/admin/login/")
    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["connect-src"] == {"'self'"}


@pytest.mark.django_db
def test_public_pages_allow_no_inline_script(client: Client) -> None:
    policy = directives(client, "/khong-co-trang-nay/")
    assert policy["default-src"] == {"'none'"}
    assert "'unsafe-inline'" not in policy["script-src"] | policy["style-src"]
