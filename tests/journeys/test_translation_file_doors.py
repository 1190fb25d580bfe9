"""Who may take a translation out as a file and read one in, beside the permission table (RELIABILITY 29).

Files go through the desk: at the addresses of wagtail-localize's own files nobody writes anything, whoever they are.
"""

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from cms.translation.exchange.queries import file_of
from cms.translation.models import TranslationRequest
from tests.factories.departments import member_of
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R079")]
WORDS = "Words of the file"
# (who, may take the file out, may read one in); the text and its English are of the division's.
EXPECTED = [
    ("translator", True, True),
    ("writer", True, True),
    ("head", True, True),
    ("secretary", True, True),
    ("office", True, True),
    ("administrator", True, True),
    ("member", True, False),
    ("board_head", True, False),
    ("other_head", False, False),
    ("other_translator", False, False),
    ("finance", False, False),
]


@pytest.fixture
def room() -> TranslatingRoom:
    return a_translating_room()


@pytest.fixture
def wanted(room: TranslatingRoom) -> TranslationRequest:
    _page, request = room.public(title="Bài nguồn")
    return room.prepared(request)


@pytest.fixture
def people(room: TranslatingRoom) -> dict[str, Any]:
    own = {
        "translator": room.translator,
        "other_translator": room.other_translator,
        "finance": member_of(room.newsroom.division, Role.FINANCE_PAYMENT),
        "administrator": member_of(room.newsroom.site.unit, Role.ADMINISTRATOR),
    }
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    return {who: own[who] if who in own else getattr(room.newsroom, who) for who, _out, _in in EXPECTED}


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def filled(request: TranslationRequest) -> bytes:
    catalogue = polib.pofile("\n" + file_of(request, format_key="po", at=AT).data.decode())
    for entry in catalogue:
        entry.msgstr, entry.flags = WORDS, []
    return str(catalogue).encode()


def took(client: Client, address: str) -> bool:
    answer = client.get(address, follow=True)
    return answer.status_code == 200 and b"X-Cong-Translation" in answer.content


def wrote() -> bool:
    found = StringTranslation.objects.filter(data=WORDS).exists()
    StringTranslation.objects.all().delete()
    return found


def test_a_file_goes_out_and_in_by_the_policy(wanted: TranslationRequest, people: dict[str, Any]) -> None:
    file, found = filled(wanted), []
    for who, _may_out, _may_in in EXPECTED:
        client = client_of(people[who])
        out = took(client, reverse("translation_file", args=(wanted.pk, "po")))
        upload = SimpleUploadedFile("words.po", file, content_type="text/x-gettext-translation")
        client.post(reverse("translation_files", args=(wanted.pk,)), {"file": upload})
        found.append((who, out, wrote()))
    assert found == EXPECTED


def test_the_addresses_of_the_library_give_the_same_file_and_take_none(
    wanted: TranslationRequest, people: dict[str, Any]
) -> None:
    file, found = filled(wanted), []
    row = Translation.objects.get()
    for who, _may_out, _may_in in EXPECTED:
        client = client_of(people[who])
        out = took(client, reverse("wagtail_localize:download_pofile", args=(row.pk,)))
        upload = SimpleUploadedFile("words.po", file, content_type="text/x-gettext-translation")
        answer = client.post(reverse("wagtail_localize:upload_pofile", args=(row.pk,)), {"file": upload})
        assert answer.status_code in {302, 403, 404}, who
        found.append((who, out, wrote()))
    assert found == [(who, may_out, False) for who, may_out, _may_in in EXPECTED]
