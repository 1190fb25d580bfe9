"""A small published site in the JSON of the API, for tests of the pages: no database, no clock.

`FixtureSource` answers from it; `fixture_api` serves it over HTTP as another machine's `/api/v1/` would.
Titles carry what breaks templates: quotes, markup, long words, right-to-left marks.
"""

import html
import io
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from PIL import Image, ImageDraw

from cms.portal.source.json_source import Answer, JsonSource, NamedList
from cms.portal.source.port import CatalogueQuery, ListingQuery, SearchQuery
from tests.factories.portal_items import CANARY, SITE_KEY, START, content_id, item, link
from tests.factories.portal_procedures import procedure_documents

SITES = [
    {
        "key": SITE_KEY,
        "title": "Sở Ngoại vụ",
        "titles": {"vi": "Sở Ngoại vụ thành phố Sông Hương", "en": "Song Huong City Department of Foreign Affairs"},
        "hostname": "localhost",
        "port": 80,
        "theme": "department",
        "is_default": True,
        "homes": [{"locale": "vi", "path": "/", "title": "x"}, {"locale": "en", "path": "/en/", "title": "x"}],
    },
    {
        "key": "city",
        "title": "Cổng thông tin điện tử thành phố Sông Hương",
        "titles": {"vi": "Cổng thông tin điện tử thành phố Sông Hương", "en": "Song Huong City Portal"},
        "hostname": "city.localhost",
        "port": 80,
        "theme": "city",
        "is_default": False,
        "homes": [{"locale": "vi", "path": "/", "title": "x"}],
    },
]
SECTIONS: Sequence[tuple[str, str, str, str, str | None, str]] = (
    ("about", "1", "Thông tin đơn vị", "About", None, "reference"),
    ("news", "2", "Tin tức – Sự kiện", "News and events", None, "news"),
    ("direction", "3", "Thông tin chỉ đạo điều hành", "Direction", None, "group"),
    ("documents", "3.1", "Văn bản chỉ đạo điều hành", "Documents", "direction", "document"),
    ("programmes", "3.2", "Chương trình công tác", "Work programmes", "direction", "document"),
    ("law", "4", "Tuyên truyền, phổ biến pháp luật", "Law", None, "news"),
    ("procedures", "5", "Thủ tục hành chính", "Procedures", None, "procedure"),
    ("cooperation", "7", "Hợp tác quốc tế", "International cooperation", None, "news"),
    ("consular", "8", "Lãnh sự – Người Việt Nam ở nước ngoài", "Consular affairs", None, "news_document"),
    ("recruitment", "13", "Tuyển dụng công chức, viên chức", "Recruitment", None, "notice"),
    ("questions", "15", "Hỏi đáp", "Questions and answers", None, "qa"),
    ("gallery", "16", "Hình ảnh hoạt động", "Pictures", None, "image"),
)
TITLES = (
    "Đoàn đại biểu thành phố dự hội nghị hợp tác các tỉnh biên giới lần thứ mười hai",
    "Hướng dẫn chứng nhận lãnh sự, hợp pháp hóa giấy tờ, tài liệu tại Sở Ngoại vụ",
    "Gặp mặt kiều bào về quê đón Tết và bàn việc kết nối doanh nghiệp trẻ",
    "Ký kết thỏa thuận hợp tác giáo dục với thành phố kết nghĩa giai đoạn 2026–2030",
    "Tập huấn nghiệp vụ lễ tân đối ngoại cho cán bộ cấp phường",
    "Trao tặng sách tiếng Việt cho trường học ở tỉnh bạn Lào",
    "Nghiêngngảnghiêngngảnghiêngngảnghiêngngảnghiêngngảnghiêngngảnghiêngngả và một tiêu đề rất dài " * 2,
)


def image(name: str, alt: str = "Đại biểu trong phòng họp") -> dict[str, Any]:
    """An image in its public shape."""
    widths = (400, 800, 1600)
    srcset = {kind: ", ".join(f"/media/{name}-{w}.{kind} {w}w" for w in widths) for kind in ("avif", "webp")}
    return {
        "alt": alt,
        "is_decorative": False,
        "caption": "Toàn cảnh buổi làm việc ngày 17/11/2026.",
        "credit": "Văn phòng Sở",
        "width": 1600,
        "height": 1067,
        "focal_point": None,
        "src": f"/media/{name}-800.jpg",
        "sources": [{"type": f"image/{kind}", "srcset": value} for kind, value in srcset.items()],
        "renditions": [],
        "social": f"/media/{name}-1200x630.jpg",
    }


BODY = """<h2>Nội dung chính</h2><p>Chiều 17/11, tại trụ sở Sở Ngoại vụ đã diễn ra buổi làm việc về
chương trình hợp tác. Hai bên <strong>thống nhất</strong> ba nhóm việc, xem <a href="/tin-tuc/">các tin trước</a>.</p>
<ul><li>Trao đổi đoàn các cấp;</li><li>Đào tạo tiếng Việt;</li><li>Hỗ trợ doanh nghiệp.</li></ul>
<figure class="quote"><blockquote><p>Hợp tác phải thiết thực, đúng việc, đúng hạn.</p></blockquote>
<figcaption>Đại diện Sở Ngoại vụ</figcaption></figure>
<div class="callout callout-important"><p class="callout-title"><strong>Lưu ý</strong></p><p>Hồ sơ nhận đến hết ngày
30/11/2026.</p></div>
<div class="table-wrap" role="region" tabindex="0" aria-label="Lịch làm việc"><table><caption>Lịch làm việc</caption>
<thead><tr><th scope="col">Ngày</th><th scope="col">Việc</th></tr></thead><tbody><tr><th scope="row">20/11</th>
<td>Họp tổ công tác</td></tr></tbody></table></div>
<div class="files"><p class="files-title">Tệp đính kèm</p><ul><li><a href="/media/thong-bao.pdf">Thông báo kết quả</a>
<span class="file-kind">(PDF, 240 KB)</span></li></ul></div>"""


def _sections() -> Iterator[dict[str, Any]]:
    for key, number, title, title_en, parent, kind in SECTIONS:
        details = {"key": key, "number": number, "parent": parent, "scope": f"Nội dung của mục {title}.",
                   "content_kind": kind, "introduction_html": "", "is_group": kind == "group"}  # fmt: skip
        above = f"/{parent}" if parent else ""
        vi = item(f"section/{key}", "section", f"{above}/{key}/", title, details=details)
        en = item(f"section/{key}", "section", f"/en{above}/{key}/", title_en, details={**details, "scope": ""},
                  locale="en", served_locale="en")  # fmt: skip
        yield from _translated(vi, en)


def _translated(vi: dict[str, Any], en: dict[str, Any], *, is_stale: bool = False) -> tuple[dict[str, Any], ...]:
    vi["translations"] = [{"locale": "en", "path": en["path"], "title": en["title"], "is_stale": is_stale}]
    en["translations"] = [{"locale": "vi", "path": vi["path"], "title": vi["title"], "is_stale": False}]
    return vi, en


def _articles(sections: Mapping[str, dict[str, Any]], unit: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    keys = ["news", "news", "consular", "cooperation", "law", "documents", "recruitment"]
    for number in range(60):
        key = keys[number % len(keys)] if number < 20 else "news"
        section = sections[key]
        title = TITLES[number % len(TITLES)]
        topics = [{"key": "bien-gioi", "label": "Biên giới"}, {"key": "hop-tac", "label": "Hợp tác"}]
        yield item(
            f"article/{number}",
            "article",
            f"{section['path']}bai-{number}/",
            title if number < 7 else f"{title[:90]} ({number})",
            minutes=number * 60 * 24 * 9,
            summary="Buổi làm việc bàn ba nhóm việc của năm sau, trong đó có đào tạo tiếng Việt và trao đổi đoàn.",
            image=image(f"picture-{number % 6}") if number % 3 != 1 else None,
            details={
                "genre": "tin", "origin": "original", "format": "report", "event_on": "2026-11-17",
                "authors": [{"name": "Tổ tin bài"}], "department_name": "Văn phòng Sở", "source": None,
                "topics": topics, "lead_image": image(f"picture-{number % 6}") if number % 3 != 1 else None,
                "blocks": [], "html": BODY, "word_count": 240, "corrections": [],
            },
            links={"section": [link(section)], "department": [link(unit)], "related": []},
            breadcrumbs=[{"title": "Trang chủ", "path": "/", "type": "home", "locale": "vi"}, link(section)],
            facets={"section": [key, *( ["direction"] if key == "documents" else [])], "department": ["office"]},
        )  # fmt: skip


def _hostile(section: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose every text is an attack: it must come out as text, or not at all."""
    picture = {**image("picture-1", alt=CANARY), "caption": CANARY, "credit": CANARY, "src": f'/media/"{CANARY}'}
    return item(
        "article/hostile",
        "article",
        "/news/hostile/",
        CANARY,
        minutes=60 * 24 * 600,
        summary=CANARY,
        image=picture,
        details={
            "origin": "collected",
            "authors": [{"name": CANARY}],
            "department_name": CANARY,
            "source": {"name": CANARY, "url": "javascript:window.__xss=1", "date": CANARY},
            "topics": [{"key": "x", "label": CANARY}],
            "lead_image": picture,
            "html": f'<p onclick="x()" style="color:red">{CANARY}</p><iframe src="https://evil.example/"></iframe>'
            '<a href="javascript:x">a</a><figure data-player="https://evil.example/">v</figure>',
            "corrections": [{"date": CANARY, "text": CANARY}],
        },
        links={"section": [link(section)], "department": [], "related": [{**link(section), "title": CANARY}]},
        breadcrumbs=[{"title": CANARY, "path": "/", "type": "section", "locale": CANARY}],
        facets={"section": ["news"]},
    )


def documents() -> list[dict[str, Any]]:
    """Every document of the fixture, newest first."""
    sections = list(_sections())
    by_key = {each["details"]["key"]: each for each in sections if each["locale"] == "vi"}
    unit = item("unit/office", "unit", "/don-vi/van-phong-so/", "Văn phòng Sở", details={
        "key": "office", "kind": "van_phong", "kind_label": "Văn phòng", "short_name": "VP",
        "valid_from": "2017-01-01", "valid_to": None, "is_closed": False})  # fmt: skip
    closed = item("unit/closed", "unit", "/don-vi/phong-cu/", "Phòng Quản lý biên giới (cũ)", details={
        "key": "old", "kind": "phong", "kind_label": "Phòng", "short_name": "", "valid_from": "2010-01-01",
        "valid_to": "2025-06-30", "is_closed": True}, links={"successor": [link(unit)]})  # fmt: skip
    home = item("home", "home", "/", "Trang chủ", details={"site_title": "x", "introduction_html": "", "html": ""})
    home_en = item("home", "home", "/en/", "Home", locale="en", served_locale="en", details={"introduction_html": ""})
    pages = [
        item("organisation", "organisation", "/about/gioi-thieu/", "Chức năng, nhiệm vụ", summary="Sở làm gì, ở đâu.",
             details={"html": BODY, "unit_name": None, "contact": {
                 "address": "01 đường Ven Sông", "phone": "(0234) 000 0000", "fax": "",
                 "email": "vanphong@example.vn", "office_hours": "7h30–11h30, 13h30–17h00"}},
             breadcrumbs=[link(home), link(by_key["about"])]),
        item("standard", "standard", "/about/lich-su/", "Quá trình hình thành", details={"html": BODY},
             breadcrumbs=[link(home), link(by_key["about"])]),
        item("strange", "poem", "/about/tho/", "Một loại chưa ai biết", details={"html": "<p>Thơ</p>"}),
    ]  # fmt: skip
    for section in sections:
        section["breadcrumbs"] = [link(home if section["locale"] == "vi" else home_en)]
    articles = list(_articles(by_key, unit))
    english = item(
        "article/0", "article", "/en/news/bai-0/", "City delegation at the border conference", locale="en",
        served_locale="en", summary="Three groups of work for next year.", details={**articles[0]["details"],
        "html": "<p>The two sides agreed.</p>"}, links=articles[0]["links"], facets={"section": ["news"]})  # fmt: skip
    _translated(articles[0], english, is_stale=True)
    articles[1]["details"] |= {
        "origin": "collected",
        "source": {"name": "Cổng thông tin Chính phủ", "url": "https://example.gov.vn/tin", "date": "2026-11-10"},
        "corrections": [{"date": "2026-11-12", "text": "Đã sửa tên đơn vị phối hợp."}],
    }
    articles[1]["updated_at"] = (START + timedelta(days=1)).isoformat()
    articles[1]["links"]["related"] = [link(articles[2]), link(english)]
    everything = [*_translated(home, home_en), *sections, unit, closed, *pages, *articles, english]
    everything.append(_hostile(by_key["news"]))
    everything += procedure_documents(by_key["procedures"])
    return sorted(everything, key=lambda each: each["published_at"], reverse=True)


SUGGESTION = {"text": "Cấp <hộ chiếu>", "document_type": "procedure", "path": "/thu-tuc/ho-chieu/", "code": "1.001193"}


def _names_of(each: Mapping[str, Any]) -> dict[str, str]:
    """By which it is found: a procedure in Vietnamese by its English name too."""
    return {"en": each.get("details", {}).get("name_en", ""), each["locale"]: each["title"]}


def _found(each: Mapping[str, Any], text: str, marks: Mapping[str, str]) -> dict[str, Any]:
    details = each.get("details", {})
    name_en = details.get("name_en", "")
    return {
        **{name: value for name, value in each.items() if name != "details"},
        "highlights": {**marks, "name_en": html.escape(name_en).replace(text, f"<mark>{text}</mark>")},
        "code": "1.001193",
        "is_sample": details.get("is_sample", False),
        "name_en": name_en,
        "description_en": details.get("description_en", ""),
    }


class FixtureSource(JsonSource):
    """A DocumentSource over `documents()`; cursors are offsets, which only a fixture may do."""

    def __init__(self) -> None:
        self.items = documents()

    def read_path(self, *, site: str, path: str) -> Answer:
        wanted = path if path.endswith("/") else f"{path}/"
        if wanted == "/dia-chi-cu/":
            return Answer(status=301, moved_to="/news/bai-0/")
        if wanted == "/da-go/":
            return Answer(status=410, body=orjson.dumps({"reason": f"Nội dung đã hết hiệu lực. {CANARY}"}))
        for each in self.items:
            if each["path"] == wanted and site == each["site"]:
                return Answer(status=200, body=orjson.dumps(each), changed_at=START)
        return Answer(status=404)

    def read_documents(self, query: ListingQuery) -> Answer:
        if query.cursor and not query.cursor.isdigit():
            return Answer(status=400)
        found = [each for each in self.items if self._matches(each, query)]
        if query.oldest_first:
            found.reverse()
        start = int(query.cursor or 0)
        end = start + query.limit
        payload = {"items": found[start:end], "next": str(end) if end < len(found) else None, "total": len(found)}
        return Answer(status=200, body=orjson.dumps(payload))

    def read_procedures(self, query: CatalogueQuery) -> Answer:
        """The procedures in the order of the fixture; counts of life events, as the API gives them."""
        if query.cursor and not query.cursor.isdigit():
            return Answer(status=400)
        found = [each for each in self.items if self._is_asked(each, query)]
        start, end = int(query.cursor or 0), int(query.cursor or 0) + query.limit
        events = [one for each in found for one in each["details"]["life_events"]]
        facets = {"life_event": [{"value": key, "label": label, "count": sum(one["key"] == key for one in events)}
                                 for key, label in {one["key"]: one["label"] for one in events}.items()]}  # fmt: skip
        payload = {
            "items": found[start:end],
            "next": str(end) if end < len(found) else None,
            "total": len(found),
            "facets": facets,
        }
        return Answer(status=200, body=orjson.dumps(payload))

    def _is_asked(self, each: Mapping[str, Any], query: CatalogueQuery) -> bool:
        if each["document_type"] != "procedure" or each["site"] != query.site:
            return False
        filters = {"status": "current", **dict(query.filters)}
        details = each["details"]
        status, event = filters["status"], filters.get("life_event")
        return status in ("any", details["status"]["key"]) and (
            event is None or event in [one["key"] for one in details["life_events"]]
        )

    def read_list(self, name: NamedList, *, site: str, locale: str, cursor: str | None) -> Answer:
        items = {"sites": lambda: SITES, "sections": lambda: self._sections(site, locale),
                 "menus": lambda: self._menus(site, locale)}[name]()  # fmt: skip
        return Answer(status=200, body=orjson.dumps({"items": items, "next": None, "total": len(items)}))

    def read_search(self, query: SearchQuery) -> Answer:
        """Whatever has the text in its title, or for English readers in its English name; `hochieu` is corrected."""
        if query.cursor and not query.cursor.isdigit():
            return Answer(status=400)
        text = {"hochieu": "hộ chiếu"}.get(query.text, query.text)
        wanted = query.filters.get("type")
        found = [
            each
            for each in self.items
            if each["site"] == query.site
            and text.lower() in _names_of(each).get(query.locale, "").lower()
            and wanted in (None, each["document_type"])
        ]
        start = int(query.cursor or 0)
        marks = {"title": "", "summary": f"<mark>{text}</mark><script>alert(1)</script>", "text": ""}
        payload = {
            "items": [_found(each, text, marks) for each in found[start : start + query.limit]],
            "next": str(start + query.limit) if start + query.limit < len(found) else None,
            "total": len(found),
            "query": query.text,
            "corrected_query": text if text != query.text and not query.as_typed else None,
            "facets": {
                "type": [{"value": "article", "label": "Tin bài", "count": len(found)},
                         {"value": "section", "label": "Chuyên mục", "count": 1}],
                "section": [{"value": "news", "label": "Tin tức", "count": 1}],
                "language": [{"value": "vi", "label": "Tiếng Việt", "count": 1},
                             {"value": "en", "label": "English", "count": 1}],
            },
            "recognised": [{"facet": "agency", "value": "so-ngoai-vu", "label": "Sở Ngoại vụ"}],
            "suggestions": [] if found else [SUGGESTION, {**SUGGESTION, "path": "javascript:alert(1)"}],
            "low_confidence": False,
            "degraded": query.text == "degraded",
        }  # fmt: skip
        return Answer(status=200, body=orjson.dumps(payload))

    def read_suggestions(self, *, site: str, locale: str, text: str) -> Answer:
        return Answer(status=200, body=orjson.dumps({"suggestions": [SUGGESTION]}))

    def _matches(self, each: Mapping[str, Any], query: ListingQuery) -> bool:
        facets = each.get("facets", {})
        day = datetime.fromisoformat(each["published_at"]).date()
        return (
            each["site"] == query.site
            and each["locale"] == query.locale
            and (
                each["document_type"] in query.types if query.types else query.ids or each["document_type"] == "article"
            )
            and (query.section is None or query.section in facets.get("section", ()))
            and (query.department is None or query.department in facets.get("department", ()))
            and (query.from_day is None or day >= query.from_day)
            and (query.to_day is None or day <= query.to_day)
            and (not query.ids or uuid.UUID(each["content_id"]) in query.ids)
        )

    def _sections(self, site: str, locale: str) -> list[dict[str, Any]]:
        rows = []
        for each in self.items:
            if each["document_type"] != "section" or each["locale"] != locale or each["site"] != site:
                continue
            types = ("article", "procedure", "life_event_guide")
            query = ListingQuery(site=site, locale=locale, section=each["details"]["key"], types=types)
            count = sum(1 for other in self.items if self._matches(other, query))
            rows.append({**each, **each["details"], "document_count": count})
        order = [key for key, *_ in SECTIONS]
        return sorted(rows, key=lambda row: order.index(row["key"]))

    def _menus(self, site: str, locale: str) -> list[dict[str, Any]]:
        sections = self._sections(site, locale)
        entries = [
            {
                **link(top),
                "children": [{**link(low), "children": []} for low in sections if low["parent"] == top["key"]],
            }
            for top in sections
            if top["parent"] is None
        ]
        menu = {"content_id": content_id("menu/main"), "document_type": "menu", "locale": locale}
        return [{**menu, "key": "main", "details": {"key": "main", "items": entries}}] if entries else []


def picture_bytes(name: str) -> tuple[bytes, str]:
    """A painted picture of the name, so that layouts can be looked at."""
    number = sum(name.split("-8", maxsplit=1)[0].split("-4", maxsplit=1)[0].split("-1", maxsplit=1)[0].encode()) % 6
    sky = [(186, 206, 224), (214, 198, 176), (176, 205, 190), (205, 190, 210), (225, 205, 190), (190, 200, 205)][number]
    painted = Image.new("RGB", (800, 533), sky)
    draw = ImageDraw.Draw(painted)
    draw.ellipse((560, 60, 660, 160), fill=(250, 244, 225))
    draw.polygon([(0, 380), (240, 230), (480, 390), (800, 260), (800, 533), (0, 533)], fill=(70, 100, 110))
    draw.polygon([(0, 470), (800, 420), (800, 533), (0, 533)], fill=(45, 75, 90))
    out = io.BytesIO()
    painted.save(out, "JPEG", quality=70)
    return out.getvalue(), "image/jpeg"


class _Api(BaseHTTPRequestHandler):
    """`/api/v1/` and `/media/` of another machine."""

    protocol_version = "HTTP/1.1"
    source: FixtureSource

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/media/"):
            body, kind = picture_bytes(parts.path)
            self._send(200, body, kind)
            return
        answer = self._answer(parts.path.removeprefix("/api/v1/"), asked)
        self._send(answer.status, answer.body, "application/json", answer.moved_to)

    def _answer(self, resource: str, asked: dict[str, str]) -> Answer:
        site, locale = asked.get("site", ""), asked.get("locale", "vi")
        if resource == "by-path/":
            return self.source.read_path(site=site, path=asked["path"])
        if resource == "procedures/":
            names = ("life_event", "status", "field")
            filters = [(name, asked[name]) for name in names if name in asked]
            return self.source.read_procedures(
                CatalogueQuery(site=site, locale=locale, filters=filters, limit=int(asked["limit"]),
                               cursor=asked.get("cursor"))
            )  # fmt: skip
        if resource in {"sites/", "sections/", "menus/"}:
            return self.source.read_list(resource[:-1], site=site, locale=locale, cursor=None)  # type: ignore[arg-type]
        day = {name: datetime.fromisoformat(asked[name]).date() for name in ("from", "to") if name in asked}
        return self.source.read_documents(
            ListingQuery(
                site=site,
                locale=locale,
                types=tuple(filter(None, asked.get("type", "").split(","))),
                section=asked.get("section"),
                department=asked.get("department"),
                from_day=day.get("from"),
                to_day=day.get("to"),
                ids=[uuid.UUID(value) for value in asked.get("ids", "").split(",") if value],
                oldest_first=asked.get("order") == "published_at",
                limit=int(asked["limit"]),
                cursor=asked.get("cursor"),
            )
        )

    def _send(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        etag = f'"{hash(body)}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status in {200, 304}:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", "Wed, 18 Nov 2026 01:05:00 GMT")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def fixture_api(port: int = 0) -> Iterator[str]:
    """The fixture as another machine's API; gives its address."""
    handler = type("Api", (_Api,), {"source": FixtureSource()})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
