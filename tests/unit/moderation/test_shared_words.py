"""What the public reads of a shared list is what the board approved last (ADR 0205, issue 4: no way round)."""

import datetime
import json
from typing import Any

import orjson
import pytest
from django.utils import timezone

from cms.audit.models import AuditEntry
from cms.departments.models import OrgUnit
from cms.departments.policy import actor_of
from cms.departments.roles import Role
from cms.moderation.actions import approve_words, note_written_words, refuse_words
from cms.moderation.errors import MayNotApproveWords, NewerWords, NoWordsWait, ReasonMissing
from cms.moderation.shared_words import changes_of, models_of_shared_words, waiting_words
from cms.notifications.models import Notification
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.subsites.queries import forget_subsites
from news.models import Genre, Topic
from procedures.models import Agency, ProcedureField, ReceivingCounter
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of
from tests.factories.procedure_files import full_record
from tests.factories.procedure_imports import AT, Room, a_room

pytestmark = pytest.mark.django_db
LATER = AT + datetime.timedelta(hours=1)


@pytest.fixture
def room() -> Room:
    found = a_room()
    forget_subsites()
    return found


@pytest.fixture
def counter(room: Room) -> ReceivingCounter:
    """A counter of the site's agency, on a public procedure."""
    found = ReceivingCounter.objects.create(
        name_vi="Bộ phận một cửa", address_vi="Số 1 phố Mẫu", phone="0200 000 000", unit=room.site.unit
    )
    room.approve(room.imported([full_record(id="a", name="Thủ tục A")]))
    _name(room, found)
    return found


def _name(room: Room, counter: ReceivingCounter) -> None:
    """Put a counter on the procedure, approved as every text is: here by code, which only the log sees."""
    page = room.page("a")
    page.contacts = [("counter", {"counter": counter})]
    page.save_revision(clean=False).publish()
    run_until_idle(clock=timezone.now)


def said(key: str = "contacts") -> Any:
    """What the public document says."""
    return orjson.loads(PublishedDocument.objects.get(document_type="procedure").body)[key]


def write(row: Any, by: Any, **words: str) -> Any:
    """What the form of a list does."""
    for name, value in words.items():
        setattr(row, name, value)
    row.save()
    note_written_words(row=row, by=by, at=AT)
    run_until_idle(clock=timezone.now)
    return row


def test_other_words_of_a_counter_reach_no_page_until_the_board_approved_them(
    room: Room, counter: ReceivingCounter
) -> None:
    write(counter, room.office, phone="0200 999 999", map_url="https://example.com/lua-dao")
    assert (said()[0]["phone"], said()[0]["map_url"]) == ("0200 000 000", "")
    approve_words(row=counter, words_hash=counter.words_hash(), by=room.member, at=LATER)
    run_until_idle(clock=timezone.now)
    assert (said()[0]["phone"], said()[0]["map_url"]) == ("0200 999 999", "https://example.com/lua-dao")
    entry = AuditEntry.objects.get(action="moderation.words_approved")
    assert entry.by == room.member
    assert entry.data["words_before"]["phone"] == "0200 000 000"
    assert entry.data["words_written"]["phone"] == "0200 999 999"


@pytest.mark.parametrize("way", ["save", "update_fields", "stale", "update_or_create"])
def test_no_way_of_saving_makes_words_public(room: Room, counter: ReceivingCounter, way: str) -> None:
    stale = ReceivingCounter.objects.get(pk=counter.pk)
    if way == "update_or_create":
        ReceivingCounter.objects.update_or_create(pk=counter.pk, defaults={"name_vi": "Lừa"})
    elif way == "update_fields":
        counter.name_vi = "Lừa"
        counter.save(update_fields=["name_vi"])
    elif way == "stale":  # read before somebody else wrote
        write(counter, room.office, name_vi="Quầy khác")
        stale.name_vi = "Lừa"
        stale.save()
    else:
        counter.name_vi = "Lừa"
        counter.public_words = {}
        counter.save()
    assert ReceivingCounter.objects.get(pk=counter.pk).in_public()["name_vi"] == "Bộ phận một cửa"
    page = room.page("a")
    page.get_latest_revision().publish()
    assert said()[0]["name"] == "Bộ phận một cửa"


def test_the_former_words_written_again_wait_for_nobody(room: Room, counter: ReceivingCounter) -> None:
    write(counter, room.office, name_vi="Quầy khác")
    write(counter, room.secretary, name_vi="Bộ phận một cửa")
    assert (counter.is_waiting, counter.written_by) == (False, [])
    with pytest.raises(NoWordsWait):
        approve_words(row=counter, words_hash=counter.words_hash(), by=room.member, at=AT)


def test_nobody_approves_words_they_had_a_hand_in(room: Room, counter: ReceivingCounter) -> None:
    MembershipFactory(person=room.member, unit=room.site.unit, role=Role.SECRETARIAT)
    write(counter, room.member, name_vi="Quầy mới")
    write(counter, room.office, hours_vi="7 giờ 30 đến 11 giờ 30")
    with pytest.raises(MayNotApproveWords):
        approve_words(row=counter, words_hash=counter.words_hash(), by=room.member, at=AT)
    approve_words(row=counter, words_hash=counter.words_hash(), by=room.board_head, at=AT)


@pytest.mark.parametrize("who", ["office", "secretary", "administrator", "writer", "superuser", "other board"])
def test_only_the_board_of_the_agency_approves(room: Room, counter: ReceivingCounter, who: str) -> None:
    if who == "superuser":
        person = UserFactory(is_superuser=True)
    elif who == "other board":
        person = member_of(OrgUnitFactory(agency=True), Role.BOARD_MEMBER)
    else:
        person = getattr(room, who)
    write(counter, UserFactory(), name_vi="Quầy mới")
    words = counter.words_hash()
    with pytest.raises(MayNotApproveWords):
        approve_words(row=counter, words_hash=words, by=person, at=AT)
    with pytest.raises(MayNotApproveWords):
        refuse_words(row=counter, words_hash=words, reason="Không", by=person, at=AT)
    counter.refresh_from_db()
    assert counter.in_public()["name_vi"] == "Bộ phận một cửa"
    assert counter.name_vi == "Quầy mới"


def test_an_approval_binds_the_words_that_were_read(room: Room, counter: ReceivingCounter) -> None:
    read = write(counter, room.office, name_vi="Quầy mới").words_hash()
    write(counter, room.secretary, name_vi="Quầy lừa")
    with pytest.raises(NewerWords):
        approve_words(row=counter, words_hash=read, by=room.member, at=AT)
    assert ReceivingCounter.objects.get().in_public()["name_vi"] == "Bộ phận một cửa"


def test_refused_words_are_gone_and_their_writer_reads_why(room: Room, counter: ReceivingCounter) -> None:
    write(counter, room.office, name_vi="Quầy mới")
    with pytest.raises(ReasonMissing):
        refuse_words(row=counter, words_hash=counter.words_hash(), reason=" ", by=room.member, at=AT)
    refuse_words(row=counter, words_hash=counter.words_hash(), reason="Sai tên", by=room.member, at=AT)
    counter.refresh_from_db()
    assert (counter.name_vi, counter.is_waiting, counter.written_by) == ("Bộ phận một cửa", False, [])
    told = Notification.objects.get(kind="words_decided")
    assert (told.to, told.text) == (room.office, "Sai tên")


def test_the_board_is_told_once_of_the_same_words(room: Room, counter: ReceivingCounter) -> None:
    write(counter, room.office, name_vi="Quầy mới")
    write(counter, room.office)
    told = Notification.objects.filter(kind="words_wait")
    assert {row.to for row in told} == {room.member, room.board_head}
    assert told.count() == 2


def test_what_waits_is_shown_to_the_board_whose_list_it_is(room: Room, counter: ReceivingCounter) -> None:
    write(counter, room.office, name_vi="Quầy mới")
    field = write(ProcedureField.objects.get(), room.office, label_vi="Lĩnh vực khác")
    elsewhere: OrgUnit = OrgUnitFactory(agency=True)
    foreign = member_of(elsewhere, Role.BOARD_MEMBER)
    theirs = write(ReceivingCounter.objects.create(name_vi="Của họ", unit=elsewhere), foreign, name_vi="Của họ, mới")

    def seen(person: Any) -> list[tuple[Any, bool]]:
        return [(row, bool(able)) for row, able in waiting_words(actor_of(person, at=AT))]

    assert sorted(seen(room.member), key=lambda one: one[0]._meta.label) == [(field, True), (counter, True)]
    assert seen(foreign) == [(theirs, False)]  # of their own hand
    assert seen(room.office) == []
    assert [(change.label, change.before, change.after) for change in changes_of(counter)] == [
        ("Tên tiếng Việt", "Bộ phận một cửa", "Quầy mới")
    ]


@pytest.mark.parametrize("model", [Topic, Genre, ProcedureField, Agency])
def test_a_term_keeps_its_public_name_until_another_is_approved(room: Room, model: Any) -> None:
    term = model.objects.create(key="moi-tinh", label_vi="Tên cũ", label_en="Old name")
    assert (term.is_waiting, term.label("vi")) == (False, "Tên cũ")
    write(term, room.office, label_vi="Tên mới", label_en="")
    assert (term.label("vi"), term.label("en")) == ("Tên cũ", "Old name")
    approve_words(row=term, words_hash=term.words_hash(), by=room.member, at=AT)
    assert (term.label("vi"), term.label("en")) == ("Tên mới", "Tên mới" if model.is_name else "")


def test_facets_and_search_say_the_public_name_of_a_field(room: Room) -> None:
    room.approve(room.imported([full_record(id="a", name="Thủ tục A", field="Công tác lãnh sự")]))
    field = write(ProcedureField.objects.get(), room.office, label_vi="Tên chưa duyệt")
    room.page("a").get_latest_revision().publish()
    document = PublishedDocument.objects.get(document_type="procedure")
    said = json.dumps([orjson.loads(document.body), orjson.loads(document.search)], ensure_ascii=False)
    assert ("Công tác lãnh sự" in said, "Tên chưa duyệt" in said) == (True, False)
    again = room.imported([full_record(id="b", name="Thủ tục B", field="Công tác lãnh sự")])
    assert room.page("b").field == field  # an import means the name that the public knows
    assert again.state == "waiting"


def test_every_shared_list_is_decided_about() -> None:
    assert set(models_of_shared_words()) == {Topic, Genre, ProcedureField, Agency, ReceivingCounter}
