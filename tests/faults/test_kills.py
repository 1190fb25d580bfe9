"""kill -9 at each named step of publication and delivery: nothing is lost, every effect happens once."""

import pytest

from tests.faults.conftest import Processes

# Not used by these processes: it makes pytest-django create the schema that `prepared` copies.
pytestmark = pytest.mark.django_db

PUBLISH = ("publish.before_present", "publish.after_files", "publish.before_event", "publish.before_commit")
WITHDRAW = ("withdraw.before_event", "withdraw.before_commit")
DELIVER = ("delivery.after_claim", "delivery.mid_handler", "delivery.before_done")

TIMES = [2, pytest.param(20, marks=pytest.mark.slow)]


def recovered(processes: Processes) -> list[str]:
    processes.do("work")
    found: list[str] = processes.do("check")
    return found


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("failpoint", PUBLISH)
def test_a_kill_before_the_commit_leaves_the_old_state_whole(processes: Processes, failpoint: str, times: int) -> None:
    for number in range(times):
        slug = f"moi-{number}"
        processes.do("draft", slug)
        processes.kill("edit_and_publish", slug, failpoint=failpoint)
        assert processes.do("state", slug) == [False, False, 0]

        processes.do("edit_and_publish", slug)
        processes.kill("edit_and_publish", slug, failpoint=failpoint)
        assert processes.do("title_agrees", slug)
        assert processes.do("state", slug) == [True, True, 1]
    assert recovered(processes) == []


@pytest.mark.parametrize("times", TIMES)
def test_a_kill_after_the_commit_leaves_the_new_state_whole_and_delivered(processes: Processes, times: int) -> None:
    for number in range(times):
        slug = f"moi-{number}"
        processes.do("draft", slug)
        processes.kill("edit_and_publish", slug, failpoint="publish.after_commit")
        assert processes.do("state", slug) == [True, True, 1]
        assert processes.do("title_agrees", slug)
    assert recovered(processes) == []


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize(
    ("failpoint", "after"),
    [*((name, [True, True, 1]) for name in WITHDRAW), ("withdraw.after_commit", [False, False, 2])],
)
def test_a_kill_while_withdrawing_leaves_it_public_or_gone(
    processes: Processes, failpoint: str, after: list[object], times: int
) -> None:
    for number in range(times):
        slug = f"tin-{number}"
        processes.kill("withdraw", slug, failpoint=failpoint)
        assert processes.do("state", slug) == after
    assert recovered(processes) == []


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("failpoint", DELIVER)
def test_a_worker_killed_twice_loses_nothing_and_does_nothing_twice(
    processes: Processes, failpoint: str, times: int
) -> None:
    for number in range(times):
        slug = f"moi-{number}"
        processes.do("draft", slug)
        processes.do("edit_and_publish", slug)
        processes.kill("work", failpoint=failpoint)
        processes.kill("work", failpoint=failpoint)
        assert recovered(processes) == []


@pytest.mark.parametrize("times", TIMES)
def test_a_worker_killed_while_a_subtree_follows_goes_on(processes: Processes, times: int) -> None:
    before = "muc"
    for number in range(times):
        after = f"muc-{number}"
        processes.do("rename", before, after)
        processes.kill("work", failpoint="expansion.mid_batch")
        processes.kill("work", failpoint="publish.before_commit")
        assert recovered(processes) == []
        before = after
