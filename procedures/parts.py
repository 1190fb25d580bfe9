"""The streams of a procedure in their public form: every row by hand, labels in the page's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models

from cms.media.attached_words import attached_words
from cms.media.bundles import bundle_shape
from cms.media.file_shape import file_shape
from cms.media.models import Document
from cms.pages.presenters.links import content_ids
from cms.pages.presenters.raw import line, list_items, object_id, raw_blocks
from cms.pages.presenters.rich_text import is_safe_address
from cms.publishing.presenting import PresentContext
from cms.subsites.queries import subsite_by_key
from procedures.models import ProcedurePage, ReceivingCounter
from procedures.record_values import procedure_content_id
from procedures.terms import Channel, DecisionAction, FeeKind, ItemType, TimeUnit, Validity
from procedures.wording import amount_words, decimal_of, time_words

Rows = list[dict[str, Any]]


@dataclass(kw_only=True)
class Parts:
    """The parts of a procedure as they leave; an empty list is a part nobody has given."""

    steps: Rows = field(default_factory=list)
    submissions: Rows = field(default_factory=list)
    dossier: Rows = field(default_factory=list)
    results: Rows = field(default_factory=list)
    forms: Rows = field(default_factory=list)
    forms_archive: dict[str, Any] | None = None
    legal_basis: Rows = field(default_factory=list)
    decisions: Rows = field(default_factory=list)
    changes: Rows = field(default_factory=list)
    contacts: Rows = field(default_factory=list)
    related: list[UUID] = field(default_factory=list)
    legal_pages: list[UUID] = field(default_factory=list)
    attached_words: list[dict[str, str]] = field(default_factory=list)


def gather_parts(page: ProcedurePage, context: PresentContext) -> Parts:
    """Every stream presented; what is chosen in them is fetched once a kind. At most four queries."""
    documents = _documents(page)
    forms = [_form(value, documents, context) for value in _values(page.forms)]
    pages = content_ids(_chosen_ids(page.legal_basis, "page"))
    return Parts(
        steps=[
            {"text": line(value.get("text")), "actor": line(value.get("actor"))}
            for value in _values(page.steps)
            if line(value.get("text"))
        ],
        submissions=[_submission(value) for value in _values(page.submissions)],
        dossier=_dossier(page, forms),
        results=[{"name": line(value.get("name"))} for value in _values(page.results) if line(value.get("name"))],
        forms=[form for form in forms if form["name"] or form["code"]],
        forms_archive=bundle_shape(list(documents.values()), title=f"bieu-mau-{page.slug}", exposure=context),
        attached_words=attached_words(documents.values()),
        legal_basis=[_basis(value, pages) for value in _values(page.legal_basis)],
        decisions=[_decision(value) for value in _values(page.publication_decisions)],
        changes=[
            {"changed_on": line(value.get("changed_on"))[:10] or None, "text": line(value.get("text"))}
            for value in _values(page.changes)
            if line(value.get("text"))
        ],
        contacts=_contacts(page, context.locale),
        related=related_ids(page.related, site_key=context.site_key, but=page.translation_key),
        legal_pages=list(dict.fromkeys(pages.values())),
    )


def related_ids(stream: Any, *, site_key: str, but: UUID | None = None) -> list[UUID]:
    """Content ids of the procedures that a stream names, by page or by the key of their record, in order.

    The key of a record that is not here yet gives the id its page will have: the link shows once it is public.
    """
    chosen = [(value.get("page"), line(value.get("key"))) for value in _values(stream)]
    by_page = content_ids(_chosen_ids(stream, "page"))
    wanted = {key for _number, key in chosen if key}
    by_key = _keyed(wanted, site_key=site_key) if wanted else {}
    found = [by_page.get(number) if number else by_key.get(key) for number, key in chosen]
    return list(dict.fromkeys(content_id for content_id in found if content_id and content_id != but))


def _keyed(keys: set[str], *, site_key: str) -> dict[str, UUID]:
    site = subsite_by_key(site_key) if site_key else None
    rows = ProcedurePage.objects.filter(key__in=keys)
    if site is not None:
        rows = rows.filter(url_path__startswith=site.root_path)
    known = dict(rows.values_list("key", "translation_key"))
    return {key: known.get(key) or procedure_content_id(site_key, key) for key in keys}


def _values(stream: Any) -> list[Mapping[str, Any]]:
    return [value for _type, value, _id in raw_blocks(stream)]


def _chosen_ids(stream: Any, name: str) -> set[int]:
    """The ids chosen under that name in the blocks of a stream."""
    return {number for value in _values(stream) if (number := object_id(value.get(name)))}


def _label(terms: type[models.TextChoices], key: Any) -> str:
    return str(terms(key).label) if key in terms.values else ""


def _submission(value: Mapping[str, Any]) -> dict[str, Any]:
    channel = line(value.get("channel"))
    return {
        "channel": channel,
        "channel_label": _label(Channel, channel),
        "time": _time(value),
        "fees": [_fee(fee) for fee in list_items(value.get("fees")) if isinstance(fee, dict)],
        "text": line(value.get("text")),
    }


def _time(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """{value, unit, text, label}: the number as text (exact), and what to show; None where nothing is given."""
    number, unit, text = decimal_of(value.get("time_value")), line(value.get("time_unit")), line(value.get("time_text"))
    label = time_words(number, unit) or text
    if not label:
        return None
    exact = format(number.normalize(), "f") if number is not None else None
    known = unit if unit in TimeUnit.values else None
    return {"value": exact, "unit": known, "text": text, "label": label}


def _fee(value: Mapping[str, Any]) -> dict[str, Any]:
    amount = value.get("amount_vnd")
    amount = amount if isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0 else None
    kind = line(value.get("kind")) or FeeKind.FEE
    return {
        "kind": kind,
        "kind_label": _label(FeeKind, kind),
        "amount_vnd": amount,
        "label": amount_words(amount),
        "note": line(value.get("note")),
    }


def _dossier(page: ProcedurePage, forms: Rows) -> Rows:
    """The cases with their lines; a paper that names a form of the list carries its file."""
    by_code = {form["code"]: form for form in forms if form["code"]}
    cases = []
    for value in _values(page.dossier):
        items = [_item(item, by_code) for item in list_items(value.get("items")) if isinstance(item, dict)]
        shown = [item for item in items if item["name"]]
        if shown:
            cases.append({"title": line(value.get("title")), "items": shown})
    return cases


def _item(value: Mapping[str, Any], forms: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    code = line(value.get("form_code"))
    kind = line(value.get("type"))
    form = forms.get(code)
    return {
        "type": kind if kind in ItemType.values else ItemType.PAPER.value,
        "name": line(value.get("name")),
        "originals": _count(value.get("originals")),
        "copies": _count(value.get("copies")),
        "form_code": code,
        "form_url": form["file"]["url"] if form is not None and form["file"] else None,
        "note": line(value.get("note")),
    }


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _documents(page: ProcedurePage) -> dict[int, Document]:
    ids = _chosen_ids(page.forms, "document")
    found = Document.objects.select_related("words").in_bulk(ids) if ids else {}
    return {number: found[number] for number in _ordered(page.forms) if number in found}


def _ordered(stream: Any) -> list[int]:
    """The files of a stream in its order: the ZIP of the same forms is the same."""
    return [number for value in _values(stream) if (number := object_id(value.get("document")))]


def _form(value: Mapping[str, Any], documents: Mapping[int, Document], context: PresentContext) -> dict[str, Any]:
    document = documents.get(object_id(value.get("document")) or 0)
    shape = file_shape(document, exposure=context) if document is not None else None
    if shape is not None and context.locale != settings.LANGUAGE_CODE:
        shape["title"] = line(value.get("name")) or line(value.get("code"))  # that of the library is Vietnamese
    return {"code": line(value.get("code")), "name": line(value.get("name")), "file": shape}


def _basis(value: Mapping[str, Any], pages: Mapping[int, UUID]) -> dict[str, Any]:
    validity = line(value.get("validity"))
    content_id = pages.get(object_id(value.get("page")) or 0)
    return {
        "number": line(value.get("number")),
        "title": line(value.get("title")),
        "issuer": line(value.get("issuer")),
        "issued_on": line(value.get("issued_on"))[:10] or None,
        "validity": {"key": validity, "label": _label(Validity, validity)} if validity in Validity.values else None,
        "url": _web_address(value.get("url")),
        "content_id": str(content_id) if content_id else None,
    }


def _decision(value: Mapping[str, Any]) -> dict[str, Any]:
    action = line(value.get("action"))
    return {
        "number": line(value.get("number")),
        "action": action,
        "action_label": _label(DecisionAction, action),
        "issuer": line(value.get("issuer")),
        "signed_on": line(value.get("signed_on"))[:10] or None,
        "effective_on": line(value.get("effective_on"))[:10] or None,
        "is_shortened": line(value.get("is_shortened")) == "yes",
        "url": _web_address(value.get("url")),
    }


def _web_address(value: Any) -> str:
    """An address that may stand in a link; empty for anything else."""
    address = line(value)
    return address if address.startswith(("https://", "http://")) and is_safe_address(address) else ""


def _contacts(page: ProcedurePage, locale: str) -> Rows:
    blocks = list(raw_blocks(page.contacts))
    ids = {number for _type, value, _id in blocks if (number := object_id(value.get("counter")))}
    counters = ReceivingCounter.objects.in_bulk(ids) if ids else {}
    rows: Iterable[dict[str, Any] | None] = (
        _counter(counters.get(object_id(value.get("counter")) or 0), locale) if kind == "counter" else _contact(value)
        for kind, value, _id in blocks
    )
    return [row for row in rows if row is not None]


def _counter(counter: ReceivingCounter | None, locale: str) -> dict[str, Any] | None:
    if counter is None:
        return None
    public = counter.in_public()
    return {
        "name": counter.said("name", locale),
        "address": counter.said("address", locale),
        "phone": public["phone"],
        "email": public["email"],
        "hours": counter.said("hours", locale),
        "map_url": _web_address(public["map_url"]),
    }


def _contact(value: Mapping[str, Any]) -> dict[str, Any] | None:
    if not line(value.get("name")):
        return None
    return {
        **{name: line(value.get(name)) for name in ("name", "address", "phone")},
        "email": "",
        "hours": line(value.get("hours")),
        "map_url": "",
    }
