"""The catalogue of the scenario: records of a file read as any import is, published by the head, and the guides."""

import datetime
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import format_html
from wagtail.models import Locale

from cms.accounts.models import User
from cms.demo.clock import as_of
from cms.demo.content_models import Attachment
from cms.kernel.text import slugify
from cms.pages.actions import add_page, publish_latest
from cms.subsites.models import Subsite
from procedures.actions import save_procedure
from procedures.importing.judging import judge_all
from procedures.importing.reading import read_records
from procedures.models import LifeEventGuidePage, ProcedurePage
from procedures.queries import catalogue_page
from procedures.record import ProcedureRecord

FOLDER = Path(__file__).parent / "content" / "procedures"
SITE = "department"
_FORM_LINES = ("Kính gửi:", "Họ và tên:", "Ngày, tháng, năm sinh:", "Nơi cư trú:", "Nội dung đề nghị:", "Ký tên:")


class BadRecord(ValueError):
    """A record of the demo that the importer refuses: a mistake in the file, found before anything is made."""


def read_catalogue() -> list[ProcedureRecord]:
    """The records, parsed and checked by the importer's own rules; raise BadRecord."""
    judged = judge_all(read_records(io.BytesIO((FOLDER / "procedures.json").read_bytes())).records)
    refused = [one for one in judged if one.record is None]
    if refused:
        raise BadRecord("; ".join(f"{one.key}: {', '.join(str(p.code) for p in one.problems)}" for one in refused))
    return [one.record for one in judged if one.record is not None]


def form_files(records: list[ProcedureRecord]) -> tuple[Attachment, ...]:
    """A blank form, plainly made up, for each form that a sample names."""
    return tuple(
        Attachment(key=_form_key(record, number), title=f"{form.name} (minh họa)", lines=_FORM_LINES)
        for record in records
        for number, form in enumerate(record.forms or ())
    )


def put_procedures(
    records: list[ProcedureRecord],
    *,
    files: Mapping[str, int],
    by: User,
    head: User,
    at: datetime.datetime,
    say: Callable[[str], None],
) -> int:
    """Publish every record and guide of the catalogue at `at`; how many pages.

    `by` has written them all, so that the whole board may approve the next import.
    """
    subsite = Subsite.objects.select_related("unit").get(key=SITE)
    parent = catalogue_page(subsite)
    with as_of(at):
        for done, record in enumerate(records, start=1):
            page = save_procedure(subsite=subsite, record=record, parent=parent, by=by, at=at).page
            _attach(page, record, files, by=by)
            publish_latest(page=page, by=head, at=at)
            if done % 50 == 0:
                say(f"  {done}/{len(records)}")
        guides = json.loads((FOLDER / "guides.json").read_text(encoding="utf-8"))["guides"]
        for guide in guides:
            vietnamese = _guide(guide, "vi", subsite, None, by=by, head=head, at=at)
            _guide(guide, "en", subsite, vietnamese, by=by, head=head, at=at)
    return len(records) + 2 * len(guides)


def _form_key(record: ProcedureRecord, number: int) -> str:
    return f"form-{record.id}-{number + 1}"


def _attach(page: ProcedurePage, record: ProcedureRecord, files: Mapping[str, int], *, by: User) -> None:
    """Put the blank forms on the draft, as an editor would after an import."""
    keys = [_form_key(record, number) for number, _form in enumerate(record.forms or ())]
    for block, key in zip(page.forms.raw_data, keys, strict=False):
        block["value"]["document"] = files[key]
    if keys:
        page.save_revision(user=by, clean=False)


def _guide(
    guide: Mapping[str, Any],
    locale: str,
    subsite: Subsite,
    source: LifeEventGuidePage | None,
    *,
    by: User,
    head: User,
    at: datetime.datetime,
) -> LifeEventGuidePage:
    words, parent = guide[locale], catalogue_page(subsite, language=locale)
    if parent is None:
        raise BadRecord(f"the section for procedures has no page in {locale!r}")
    page = LifeEventGuidePage(
        title=words["title"],
        slug=slugify(words["title"]),
        summary=words["summary"],
        introduction=_paragraph(words["introduction"]),
        life_event=guide["life_event"],
        is_sample=bool(guide.get("is_sample")),
        department=subsite.unit,
        locale=Locale.objects.get(language_code=locale),
        steps=json.dumps([_step(guide["key"], number, step, locale) for number, step in enumerate(guide["steps"])]),
    )
    if source is not None:
        page.translation_key = source.translation_key
    return publish_latest(page=add_page(page=page, parent=parent, by=by, at=at), by=head, at=at)


def _step(key: str, number: int, step: Mapping[str, Any], locale: str) -> dict[str, Any]:
    words, seed = step[locale], f"guide/{key}/{locale}/{number}"
    return {
        "type": "step",
        "id": _id(seed),
        "value": {
            "title": words["title"],
            "when": words.get("when", ""),
            "text": _paragraph(words.get("text", "")),
            "procedures": [
                {"type": "key", "value": {"key": name}, "id": _id(f"{seed}/{name}")} for name in step["procedures"]
            ],
            "bring": [
                {"type": "item", "value": one, "id": _id(f"{seed}/bring/{one}")} for one in words.get("bring", ())
            ],
        },
    }


def _paragraph(text: str) -> str:
    return str(format_html("<p>{}</p>", text)) if text else ""


def _id(seed: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo/{seed}"))
