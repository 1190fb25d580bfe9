"""Who wrote the English does not decide about it, though another person pressed “send” (R071, DOMAIN 71)."""

from typing import Any

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.moderation.actions import approve, submit
from cms.moderation.errors import OwnText
from cms.moderation.models import Decision
from cms.moderation.queries import deciders_of
from cms.translation.actions import build_draft, save_segments
from cms.translation.exchange.actions import import_translation
from cms.translation.exchange.queries import file_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.states import Origin
from news.models import ArticlePage
from tests.factories.departments import MembershipFactory, member_of
from tests.factories.moderation import AT, open_step_of, reading
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R071")]


def begun(room: TranslatingRoom) -> TranslationRequest:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    return room.prepared(request)


def written(request: TranslationRequest, *, by: User) -> TranslationRequest:
    texts = {s.id: f"English {s.id}" for s in segments_of(request) if s.is_missing}
    assert save_segments(request=request, translations=texts, by=by, at=AT).rejected == {}
    return TranslationRequest.objects.get(pk=request.pk)


def sent(room: TranslatingRoom, request: TranslationRequest, *, by: User) -> Any:
    build_draft(request=request, by=by, at=AT)
    submit(page=room.target(request), declared_not_secret=True, by=by, at=AT)
    return open_step_of(room.target(request))


def test_a_head_who_typed_the_translation_does_not_approve_what_another_sent() -> None:
    room = a_translating_room()
    head = room.newsroom.head
    state = sent(room, written(begun(room), by=head), by=room.translator)
    before = Decision.objects.count()
    assert head.pk in state.writer_ids
    with pytest.raises(OwnText):
        approve(state=state, by=head, at=AT, **reading(state))
    assert Decision.objects.count() == before
    assert deciders_of(state, AT) == [room.newsroom.second_head]


def test_a_head_who_read_it_in_from_a_file_does_not_approve_it() -> None:
    room = a_translating_room()
    head = room.newsroom.head
    request = begun(room)
    file = file_of(request, format_key="po", at=AT).data.decode().replace('msgstr ""\n\n', 'msgstr "English words"\n\n')
    content = file.replace('msgstr ""', 'msgstr "English words"').replace('msgstr "English words"', 'msgstr ""', 1)
    import_translation(request=request, data=content.encode(), name="a.po", by=head, at=AT)
    assert not [s for s in segments_of(request) if s.is_missing]
    state = sent(room, request, by=room.translator)
    with pytest.raises(OwnText):
        approve(state=state, by=head, at=AT, **reading(state))


@pytest.mark.parametrize(
    ("step", "role"), [("technical_edit", Role.SECRETARIAT), ("board_approval", Role.BOARD_MEMBER)]
)
def test_who_wrote_it_is_barred_at_every_later_step(step: str, role: Role) -> None:
    room = a_translating_room(key="city")
    person = member_of(room.newsroom.board, role)
    MembershipFactory(person=person, unit=room.newsroom.division, role=Role.SECTION_EDITOR)
    state = sent(room, written(begun(room), by=person), by=room.translator)
    while state.step != step:
        state = room.newsroom.approve(state)
    with pytest.raises(OwnText):
        approve(state=state, by=person, at=AT, **reading(state))
    assert person not in deciders_of(state, AT)


def test_who_wrote_one_sentence_of_it_is_an_author_too() -> None:
    room = a_translating_room()
    request = begun(room)
    first = segments_of(request)[0]
    save_segments(request=request, translations={first.id: "One sentence"}, by=room.newsroom.head, at=AT)
    state = sent(room, room.translated(request), by=room.translator)
    assert set(state.writer_ids) == {room.newsroom.writer.pk, room.translator.pk, room.newsroom.head.pk}


def test_a_suggestion_of_a_machine_makes_nobody_an_author() -> None:
    room = a_translating_room()
    request = begun(room)
    first = segments_of(request)[0]
    texts = {first.id: "A machine’s"}
    save_segments(request=request, translations=texts, by=room.newsroom.head, at=AT, origin=Origin.MACHINE)
    state = sent(room, room.translated(request), by=room.translator)
    assert set(state.writer_ids) == {room.newsroom.writer.pk, room.translator.pk}


def test_what_was_approved_before_bars_nobody_from_a_later_version() -> None:
    room = a_translating_room()
    head = room.newsroom.head
    request = written(begun(room), by=head)
    state = sent(room, request, by=room.translator)
    while state is not None:
        state = room.newsroom.approve(state)
    page = ArticlePage.objects.get(translation_key=request.content_id, locale__language_code="vi")
    page.title = "Hợp pháp hóa lãnh sự trong một ngày"
    page.save_revision(user=room.newsroom.writer)
    room.newsroom.live(page)
    request = room.prepared(room.request_of(page), at=timezone.now())
    state = sent(room, room.translated(request), by=room.translator)
    assert set(state.writer_ids) == {room.newsroom.writer.pk, room.translator.pk}
    room.newsroom.approve(state, by=head)
