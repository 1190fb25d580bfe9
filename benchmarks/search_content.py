"""The content of the search benchmark: a store of generated documents of 300 words on average, always the same."""

import datetime
import itertools
import json
import os
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SEED = 6
_WORDS = (200, 400)  # of a body; 300 on average
_BATCH = 1000
_START = datetime.datetime(2020, 1, 1, 1, tzinfo=datetime.UTC)
_SAME = ("aliases", "keywords", "name_en", "aliases_en", "field", "agency", "code")
_CATALOGUE = Path("cms/demo/content/procedures/procedures.json")


def prepare(count: int) -> Any:
    """Make Django ready on the database that VAR_DIR names, with `count` documents in its store; the site returns."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    import django

    django.setup()
    from django.core.management import call_command

    from cms.publishing.models import PublishedDocument
    from cms.subsites.models import Subsite
    from tests.factories.publishing import SubsiteFactory

    call_command("migrate", verbosity=0)
    site = Subsite.objects.filter(key="department").first() or SubsiteFactory(key="department", is_default=True)
    have = PublishedDocument.objects.count()
    if have < count:
        _fill(site, count, have)
    return site


def _fill(site: Any, count: int, have: int) -> None:
    from django.db import transaction

    from cms.publishing.models import DocumentFacet, PublishedDocument
    from tests.factories.publishing import raise_generation

    made = itertools.islice(documents(site), have, count)
    while batch := list(itertools.islice(made, _BATCH)):
        with transaction.atomic():
            PublishedDocument.objects.bulk_create([row for row, _ in batch])
            DocumentFacet.objects.bulk_create(
                DocumentFacet(document_id=row.pk, site=site, locale="vi", name=name, value=value,
                              published_at=row.published_at)
                for row, facets in batch
                for name, value in facets
            )  # fmt: skip
    raise_generation()


def documents(site: Any) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """Documents without end: one in seven a procedure of the catalogue with a ward in its name, the rest news.

    The words follow Zipf's law over the words of the catalogue, as the words of real pages do.
    """
    from cms.publishing.models import PublishedDocument
    from cms.publishing.models.store import document_key

    chance = random.Random(_SEED)
    records = json.loads(_CATALOGUE.read_text())["procedures"]
    words = _vocabulary(records)
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))

    def text(size: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=size))

    for number in itertools.count():
        content_id = uuid.uuid5(uuid.NAMESPACE_URL, f"search/{number}")
        record = records[number // 7 % len(records)] if number % 7 == 0 else None
        moment = _START + datetime.timedelta(hours=number)
        title = f"{record['name']} tại khu vực {number}" if record else text(chance.randint(8, 14)).capitalize()
        search: dict[str, Any] = {"text": text(chance.randint(*_WORDS))}
        facets = [("section", f"muc-{number % 18}"), ("department", f"phong-{number % 9}")]
        if record:
            search |= {
                name: record.get(name) for name in ("aliases", "keywords", "name_en", "aliases_en", "field", "agency")
            }
            search |= {
                "key": f"{record['id']}-{number}",
                "code": record.get("code"),
                "popularity": record.get("popularity") or 2,
            }
            facets += [("field", str(record["field"])[:200]), ("agency", str(record["agency"])[:200])]
        key = document_key(site_key=site.key, content_id=content_id, locale="vi")
        row = PublishedDocument(
            id=key,
            site=site,
            content_id=content_id,
            locale="vi",
            path=f"/d/{number}/",
            document_type="procedure" if record else "article",
            schema_version=1,
            version=number + 1,
            is_listed=True,
            in_sitemap=True,
            title=title[:255],
            summary=text(30),
            links="{}",
            first_published_at=moment,
            published_at=moment,
            updated_at=moment,
            changed_at=moment,
            source_fingerprint="f",
            body="{}",
            search=json.dumps(search, ensure_ascii=False),
        )
        yield row, facets


def _vocabulary(records: list[dict[str, Any]]) -> list[str]:
    """The words of the catalogue, and as many again that only news use; the frequent ones first."""
    counts: dict[str, int] = {}
    for record in records:
        for text in (record["name"], record.get("description") or "", *(record.get("aliases") or ())):
            for word in text.lower().split():
                counts[word] = counts.get(word, 0) + 1
    known = sorted(counts, key=lambda word: (-counts[word], word))
    onsets, ends = (
        ("b", "ch", "d", "kh", "l", "ng", "nh", "ph", "th", "tr", "v", "x"),
        ("ac", "ang", "en", "iêm", "oan", "ươi", "uyên", "ôt"),
    )
    more = [onset + end + mark for onset in onsets for end in ends for mark in ("", "h", "m", "p")]
    return [word for pair in itertools.zip_longest(known, more) for word in pair if word]
