"""A newsroom with everybody a text needs, and texts on their way.

Usage:
    room = a_newsroom()                       # site "department": contributor, two heads, secretary, two of the board
    page = room.draft()                       # by room.writer, in room.division
    state = room.submitted(page)              # open step of the department
    room.approve(state)                       # by whoever may: the next open step, or None when it went live
    room = a_newsroom(key="city")             # with the technical edit
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.moderation.actions import approve, submit, sync_workflows
from cms.moderation.models import ReviewState
from cms.moderation.queries import deciders_of, open_state_of
from news.actions import Byline
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of
from tests.factories.pages import ArticlePageFactory, ASite, a_site

AT = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)  # Wednesday 09:30 in Hanoi


@dataclass
class Newsroom:
    """A site, its units and people."""

    site: ASite
    division: OrgUnit
    other_division: OrgUnit
    board: OrgUnit
    writer: User
    head: User
    second_head: User
    other_head: User
    secretary: User
    office: User
    member: User
    board_head: User
    administrator: User
    everybody: list[User] = field(default_factory=list)

    def draft(self, *, by: User | None = None, **values: Any) -> ArticlePage:
        """A text of the division."""
        writer = by or self.writer
        page: ArticlePage = ArticlePageFactory(
            section_page=self.site.sections["news"]["vi"],
            department=values.pop("department", self.division),
            by=writer,
            at=AT,
            authors=[Byline(name=str(writer), account=writer)],
            **values,
        )
        return page

    def submitted(self, page: ArticlePage | None = None, *, at: datetime.datetime = AT) -> ReviewState:
        """The open step of a text that was just submitted."""
        page = page or self.draft()
        submit(page=page, declared_not_secret=True, by=self.writer, at=at)
        return open_step_of(page)

    def approve(self, state: ReviewState, *, by: User | None = None, at: datetime.datetime = AT) -> ReviewState | None:
        """Pass a step by whoever may; the next open one."""
        person = by or deciders_of(state, at)[0]
        seen = reading(state)
        approve(state=state, comment="Đồng ý.", by=person, at=at, **seen)
        return open_state_of(state.page)

    def at_board(self, page: ArticlePage | None = None) -> ReviewState:
        """A text before the board."""
        state: ReviewState | None = self.submitted(page)
        while state is not None and state.step != "board_approval":
            state = self.approve(state)
        assert state is not None
        return state

    def live(self, page: ArticlePage | None = None) -> ArticlePage:
        """A text that went all the way."""
        page = page or self.draft()
        assert self.approve(self.at_board(page)) is None
        return ArticlePage.objects.get(pk=page.pk)


def a_newsroom(key: str = "department", **site: Any) -> Newsroom:
    """A site with its workflow and one of everybody; two heads and two members of the board, for four eyes."""
    made = a_site(key, **site)
    made.subsite.site.root_page.refresh_from_db()
    division = OrgUnitFactory(parent=made.unit, name_vi="Phòng Hợp tác quốc tế")
    other = OrgUnitFactory(parent=made.unit, name_vi="Phòng Lãnh sự")
    board = OrgUnitFactory(parent=made.unit, kind=OrgUnit.Kind.BAN_BIEN_TAP, name_vi="Ban Biên tập")
    room = Newsroom(
        site=made,
        division=division,
        other_division=other,
        board=board,
        writer=member_of(division, Role.CONTRIBUTOR),
        head=member_of(division, Role.DEPARTMENT_HEAD),
        second_head=member_of(division, Role.DEPARTMENT_HEAD),
        other_head=member_of(other, Role.DEPARTMENT_HEAD),
        secretary=member_of(board, Role.SECRETARIAT),
        office=member_of(board, Role.STANDING_OFFICE),
        member=member_of(board, Role.BOARD_MEMBER),
        board_head=member_of(board, Role.BOARD_HEAD),
        administrator=member_of(made.unit, Role.ADMINISTRATOR),
    )
    room.everybody = [value for value in vars(room).values() if isinstance(value, User)]
    sync_workflows(subsite=made.subsite, by=None, at=AT)
    return room


def open_step_of(page: Any) -> ReviewState:
    """The open step of a page that is in review."""
    state = open_state_of(page)
    assert state is not None
    return state


def reading(state: ReviewState) -> dict[str, Any]:
    """What a person who opens the step reads."""
    seen = ReviewState.objects.get(pk=state.pk).reading
    return {"revision_id": seen.revision_id, "content_hash": seen.content_hash}


__all__ = ["AT", "MembershipFactory", "Newsroom", "UserFactory", "a_newsroom", "open_step_of", "reading"]
