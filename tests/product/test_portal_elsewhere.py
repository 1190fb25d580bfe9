"""The portal in a second process, without a database, fed by the API: the same HTML for every address."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product.conftest import ROOT, Product, environment, free_port, wait_until_answers, wait_until_idle
from tests.product.crawling import page_addresses


@pytest.fixture
def elsewhere(product: Product, tmp_path: Path) -> Iterator[Product]:
    """A portal whose only source is the API of the running copy."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--log-level", "warning", "cms.wsgi:application"],
        cwd=ROOT,
        env=environment(
            tmp_path,
            DJANGO_SETTINGS_MODULE="cms.settings.portal",
            PORTAL_SOURCE=product.url,
            SECRET_KEY="only-for-tests",
            ALLOWED_HOSTS="*",
        ),
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_answers(url + "/", process, seconds=30)
        yield Product(url=url, var_dir=tmp_path, passwords={})
    finally:
        process.terminate()
        process.wait(timeout=15)


def test_html_is_the_same_without_a_database(product: Product, elsewhere: Product) -> None:
    wait_until_idle(product)
    addresses = page_addresses(product)
    assert len(addresses) > 100
    different = []
    for host, path in addresses:
        # The same Host for both: absolute addresses in the page carry it.
        headers = {"Host": f"{host}:{product.url.rsplit(':', 1)[1]}"}
        here, there = product.get(path, **headers), elsewhere.get(path, **headers)
        if (here[0], here[2]) != (there[0], there[2]):
            different.append((host, path, here[0], there[0]))
    assert different == []
    assert not (elsewhere.var_dir / "db.sqlite3").exists()
