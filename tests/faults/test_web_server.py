"""kill -9 of a real web server while it answers the click that approves or withdraws, and of a real worker after it.

Whatever the step: page, store, events, contributions and public files are all of before or all of after.
Nothing is repeated by hand: what is done after the kill, the next worker does.
"""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.faults.conftest import copy_schema
from tests.faults.copy_of_product import Copy, doomed
from tests.product.conftest import free_port

# Not used by these processes: it makes pytest-django create the schema that `copy` begins with.
pytestmark = [pytest.mark.django_db]

BEFORE = (
    "publish.before_present", "media.after_copy", "publish.after_files", "publish.before_event", "publish.before_commit"
)  # fmt: skip
AFTER = ("publish.after_commit",)
WITHDRAW = ("withdraw.before_event", "withdraw.before_commit", "withdraw.after_commit")
DELIVER = ("delivery.after_claim", "delivery.before_done")
TIMES = [2, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]


@pytest.fixture(scope="module")
def copy(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A plan, loaded; a web server and a worker that run until the last test; an editor who is logged in."""
    folder = tmp_path_factory.mktemp("copy")
    with django_db_blocker.unblock():
        copy_schema(folder)
    one = Copy(folder, port=free_port())
    try:
        told = one.steps.do("prepare", one.port)
        one.host = told["host"]
        one.start_web(port=one.port)
        one.with_worker(running=True)
        one.wait_for_web(one.port)
        one.log_in(told["username"], told["password"])
        yield one
    finally:
        one.close()
        shutil.rmtree(folder, ignore_errors=True)


def shown(title: str, *, events: int = 1) -> dict[str, Any]:
    return {"page": title, "live": True, "store": title, "events": ["published"] * events, "gone": False}


def draft(title: str) -> dict[str, Any]:
    return {"page": title, "live": False, "store": None, "events": [], "gone": False}


def public(copy: Copy, slug: str, title: str) -> None:
    """What the page and the API answer: the title, or, without one, that nothing is there."""
    path = copy.steps.do("address") + f"{slug}/"
    page_status, html = copy.ask(path)
    api_status, document = copy.ask(f"/api/v1/by-path/?path={path}")
    if title:
        assert (page_status, api_status) == (200, 200), (path, document.decode())
        assert title in html.decode()
        assert title in document.decode()
    else:
        assert page_status == api_status, document.decode()
        assert page_status in {404, 410}


def converged(copy: Copy) -> None:
    """Once the worker has done what was left, everything agrees with everything."""
    copy.with_worker(running=True)
    copy.wait_until_delivered()
    assert copy.steps.do("check") == []


def rounds(copy: Copy, failpoint: str, times: int) -> "Iterator[tuple[str, subprocess.Popen[bytes], int]]":
    """A slug and a web server for each round; the next server starts while this round runs."""
    waiting = doomed(copy, failpoint)
    for number in range(times):
        server, port = waiting
        if number + 1 < times:
            waiting = doomed(copy, failpoint)
        yield f"{failpoint.replace('.', '-').replace('_', '-')}-{times}-{number}", server, port


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("failpoint", [*BEFORE, *AFTER])
def test_a_web_server_killed_while_it_publishes(copy: Copy, failpoint: str, times: int) -> None:
    for number, (slug, server, port) in enumerate(rounds(copy, failpoint, times)):
        old, new = f"Bản cũ {slug}", f"Bản mới {slug}"
        if is_edit := number % 2 == 1:
            copy.post(copy.steps.do("approval_form", slug, old))
        copy.post_and_die(copy.steps.do("approval_form", slug, new), at=server, port=port)

        before = shown(old) if is_edit else draft(new)
        after = shown(new, events=1 + is_edit)
        assert copy.steps.do("state", slug) == (after if failpoint in AFTER else before)
        public(copy, slug, new if failpoint in AFTER else old if is_edit else "")
    converged(copy)


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("failpoint", WITHDRAW)
def test_a_web_server_killed_while_it_withdraws(copy: Copy, failpoint: str, times: int) -> None:
    for slug, server, port in rounds(copy, failpoint, times):
        title = f"Tin {slug}"
        copy.post(copy.steps.do("approval_form", slug, title))
        copy.post_and_die(copy.steps.do("unpublish_form", slug), at=server, port=port)

        is_gone = failpoint == "withdraw.after_commit"
        gone = {"page": title, "live": False, "store": None, "events": ["published", "withdrawn"], "gone": True}
        assert copy.steps.do("state", slug) == (gone if is_gone else shown(title))
        public(copy, slug, "" if is_gone else title)
    converged(copy)


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("failpoint", DELIVER)
def test_a_worker_killed_after_an_editor_has_published(copy: Copy, failpoint: str, times: int) -> None:
    copy.with_worker(running=False)
    for number in range(times):
        slug = f"{failpoint.replace('.', '-').replace('_', '-')}-{times}-{number}"
        copy.post(copy.steps.do("approval_form", slug, f"Tin {slug}"))
        copy.killed_worker(failpoint)
        public(copy, slug, f"Tin {slug}")
        if number % 2 == 1:
            converged(copy)
            copy.with_worker(running=False)
    converged(copy)


@pytest.mark.parametrize("pairs", [5, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
def test_two_editors_who_save_at_one_address(copy: Copy, pairs: int) -> None:
    for number in range(pairs):
        slug = f"cung-luc-{pairs}-{number}"
        forms = [copy.steps.do("add_form", slug, title) for title in (f"Bản A {slug}", f"Bản B {slug}")]
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda form: copy.ask(form["url"], form["fields"]), forms))

        assert sorted(status for status, _ in answers) == [200, 302]
        refused = next(body.decode() for status, body in answers if status == 200)
        assert "đã được dùng cho một trang khác cùng trang cấp trên" in refused
        winner = next(form for form, (status, _) in zip(forms, answers, strict=True) if status == 302)
        assert copy.steps.do("state", slug) == draft(winner["fields"]["title"])
    converged(copy)
