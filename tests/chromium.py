"""Debian's chromium, driven by Playwright, for the tests that look at pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import skip_or_fail

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A machine that has other things to do draws a page late, and that proves nothing.
PATIENCE = 60.0


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser whose contexts wait PATIENCE seconds for what a test expects.

    While it runs, Playwright keeps an event loop in this thread, and Django refuses the database to whoever has one:
    fixtures keep it for a module and not for the session.
    """
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        skip_or_fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        new_context = browser.new_context

        def patient_context(**options: Any) -> Any:
            context = new_context(**options)
            context.set_default_timeout(PATIENCE * 1000)
            return context

        browser.new_context = patient_context  # type: ignore[method-assign]
        yield browser
        browser.close()
