"""Who may take a translation out as a PO file and read one in, beside the permission table (RELIABILITY 29)."""

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.departments.roles import Role
from tests.factories.departments import member_of
from tests.journeys.bypasses import Scene

pytestmark = pytest.mark.django_db
WORDS = "Words of the file"
# (who, may take the file out, may read one in); the text and its English are of the division's.
EXPECTED = [
    ("translator", True, True),
    ("writer", True, True),
    ("head", True, True),
    ("secretary", True, True),
    ("administrator", True, True),
    ("member", True, False),
    ("board_head", True, False),
    ("other_head", False, False),
    ("other_translator", False, False),
    ("finance", False, False),
]


def test_a_po_file_goes_out_and_in_by_the_policy() -> None:
    scene = Scene()
    room: Any = scene.room
    people = {
        "translator": scene.translator,
        "other_translator": member_of(room.other_division, Role.TRANSLATOR),
        "finance": member_of(room.division, Role.FINANCE_PAYMENT),
    }
    from_room = {who: getattr(room, who) for who, _out, _in in EXPECTED if who not in people}
    row, english = scene.english_draft(scene.draft("Bài nguồn"))
    file: polib.POFile = row.export_po()
    for entry in file:
        entry.msgstr = WORDS
    found = []
    for who, _may_out, _may_in in EXPECTED:
        client = scene.of({**from_room, **people}[who])
        out = client.get(reverse("wagtail_localize:download_pofile", args=(row.pk,)))
        StringTranslation.objects.all().delete()
        upload = SimpleUploadedFile("words.po", str(file).encode(), content_type="text/x-gettext-translation")
        client.post(reverse("wagtail_localize:upload_pofile", args=(row.pk,)), {"file": upload})
        took = out.status_code == 200 and b"msgid" in out.content
        found.append((who, took, StringTranslation.objects.filter(data=WORDS).exists()))
    assert found == EXPECTED
    english.refresh_from_db()
    assert not english.live
