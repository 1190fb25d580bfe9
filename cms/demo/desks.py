"""What lies on the desks of a demo that was just loaded: a text at every step, brought there by those whose step it is.

Moments are counted back from the load: what is late is late by days, what presses presses on the day of the load.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from cms.demo.articles import Newsroom, draft
from cms.demo.clock import as_of
from cms.demo.moments import Ago
from cms.departments.actions import delegate
from cms.departments.models import Membership
from cms.departments.queries import working_calendar
from cms.departments.roles import Role
from cms.editorial.models import Section
from cms.kernel.calendar import HANOI, Counting, day_of
from cms.moderation.actions import GoLive, approve, send_back, set_moderation_rule, submit
from cms.moderation.checklist import Point
from cms.moderation.queries import open_state_of
from cms.pages.models import BasePage
from cms.subsites.actions import update_subsite
from cms.subsites.models import Subsite
from news.models import ArticlePage

# Galleries of the department pass its secretariat, as every text of the city portal passes that of the city.
WITH_TECHNICAL_EDIT = "photo-gallery"
AWAY, ACTING = "department_head_3", "section_editor_3"
AWAY_REASON = "Trưởng phòng đi công tác (minh họa)"
AWAY_DAYS = 10
GOES_LIVE_IN_DAYS = 3
RETURNED = "Đề nghị bổ sung thời gian, địa điểm và ảnh chụp học sinh có sự đồng ý của nhà trường, rồi gửi lại."


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that somebody does with a text. scheduled: the approval of the board names an hour to come."""

    kind: Literal["submit", "approve", "return"]
    who: str
    ago: Ago
    scheduled: bool = False


def _submit(who: str, ago: Ago) -> Act:
    return Act(kind="submit", who=who, ago=ago)


def _approve(who: str, ago: Ago, *, scheduled: bool = False) -> Act:
    return Act(kind="approve", who=who, ago=ago, scheduled=scheduled)


# By the key of the item (content/*/desk.yaml). The last act leaves the text where its comment says. The city portal
# counts hours strictly: there a text is due within four hours of the load, whatever the hour and day of it.
WAYS: dict[str, tuple[Act, ...]] = {
    # with the head of the department: overdue; new; in the hands of who acts for the head
    "desk-riverside-survey": (_submit("contributor_2", Ago(workdays=4, hour=9)),),
    "desk-writing-class": (_submit("contributor", Ago(workdays=1, hour=15)),),
    "desk-mobile-reception": (_submit("contributor_3", Ago(workdays=1, hour=10)),),
    # with the secretariat
    "desk-photo-border": (
        _submit("contributor_4", Ago(workdays=2, hour=9)),
        _approve("department_head_4", Ago(workdays=1, hour=14)),
    ),
    # with the board: due now; overdue
    "desk-visitors-quarter": (
        _submit("contributor", Ago(workdays=2, hour=8)),
        _approve("department_head", Ago(workdays=1, hour=9)),
    ),
    "desk-exchange-students": (
        _submit("contributor_2", Ago(workdays=5, hour=10)),
        _approve("department_head_2", Ago(workdays=4, hour=16)),
    ),
    # sent back
    "desk-open-day": (
        _submit("contributor", Ago(workdays=3, hour=9)),
        Act(kind="return", who="department_head", ago=Ago(workdays=2, hour=16)),
    ),
    # approved for a day to come
    "desk-interpreter-test": (
        _submit("contributor_5", Ago(workdays=3, hour=8)),
        _approve("department_head_5", Ago(workdays=2, hour=10)),
        _approve("board_head", Ago(workdays=1, hour=11), scheduled=True),
    ),
    # the city: at risk with the head; with the secretariat; with the board
    "city-desk-tide": (_submit("contributor_city", Ago(hours=22)),),
    "city-desk-lighthouse": (
        _submit("contributor_city", Ago(hours=20)),
        _approve("department_head_city", Ago(hours=5)),
    ),
    "city-desk-night-market": (
        _submit("contributor_city", Ago(hours=40)),
        _approve("department_head_city", Ago(hours=30)),
        _approve("secretariat_city", Ago(hours=10)),
    ),
}  # fmt: skip


def fill_desks(room: Newsroom) -> None:
    """Set what the two sites do differently, and bring each text of `WAYS` to its step, in the order of time."""
    _set_rules(room)
    _leave_to_another(room)
    config, calendar = room.config, working_calendar()
    moments = {(key, act): act.ago.before(config.loaded_at, calendar) for key, acts in WAYS.items() for act in acts}
    for key, acts in WAYS.items():
        _draft(room, key, at=moments[key, acts[0]] - datetime.timedelta(hours=1))
    for (key, act), at in sorted(moments.items(), key=lambda one: one[1]):
        with as_of(at):
            _perform(room, key, act, at=at)


def _set_rules(room: Newsroom) -> None:
    """The technical edit for galleries of the department; strict hours on the city portal."""
    at = datetime.datetime.combine(room.config.first_day, datetime.time(9), tzinfo=HANOI)
    sites = {site.key: site for site in Subsite.objects.select_related("unit")}
    section = Section.objects.get(subsite=sites["department"], key=WITH_TECHNICAL_EDIT)
    with as_of(at):
        set_moderation_rule(
            subsite=sites["department"], section=section, technical_edit=True, days={}, requirement_levels={},
            by=None, at=at,
        )  # fmt: skip
        update_subsite(subsite=sites["city"], day_counting=Counting.STRICT_HOURS, by=None, at=at)


def _leave_to_another(room: Newsroom) -> None:
    """A head is away for some days, and a colleague acts in their place (R071)."""
    at = Ago(workdays=2, hour=16).before(room.config.loaded_at, working_calendar())
    first = day_of(at)
    with as_of(at):
        delegate(
            membership=Membership.objects.get(person=room.users[AWAY], role=Role.DEPARTMENT_HEAD),
            to=room.users[ACTING],
            valid_from=first,
            valid_to=room.config.today + datetime.timedelta(days=AWAY_DAYS),
            reason=AWAY_REASON,
            by=room.users[AWAY],
            at=at,
        )


def _draft(room: Newsroom, key: str, *, at: datetime.datetime) -> None:
    room.days[key] = day_of(at)  # they tell of the day on which they are written
    with as_of(at):
        draft(room, room.items[key], at=at)


def _perform(room: Newsroom, key: str, act: Act, *, at: datetime.datetime) -> None:
    page: BasePage = ArticlePage.objects.get(pk=room.pages["vi"][key].pk)
    by = room.users[act.who]
    if act.kind == "submit":
        submit(page=page, declared_not_secret=True, by=by, at=at)
        return
    state = open_state_of(page)
    if state is None:
        raise LookupError(f"{key}: no step is open for {act.who}")
    seen = state.reading
    if act.kind == "return":
        send_back(
            state=state, reason=RETURNED, revision_id=seen.revision_id, content_hash=seen.content_hash, by=by, at=at
        )
        return
    hour = room.config.today + datetime.timedelta(days=GOES_LIVE_IN_DAYS)
    go_live = GoLive(at=datetime.datetime.combine(hour, datetime.time(7, 30), tzinfo=HANOI)) if act.scheduled else None
    approve(
        state=state,
        revision_id=seen.revision_id,
        content_hash=seen.content_hash,
        checklist=list(Point),
        go_live=go_live,
        by=by,
        at=at,
    )
