"""Bundles for tests, and files made of them."""

import datetime
from typing import Any

from cms.translation.exchange.bundle import Bundle, ExchangeSegment

AT = datetime.datetime(2026, 11, 21, 9, 30, tzinfo=datetime.UTC)


def segment(source: str = "Tin hoạt động của Sở", **given: Any) -> ExchangeSegment:
    return ExchangeSegment(**{"path": "title", "label": "Tiêu đề", "source": source, **given})


def bundle(*segments: ExchangeSegment, **given: Any) -> Bundle:
    texts = segments or (
        segment(),
        segment('Gọi <a id="a1">đường dây nóng</a><br/>ngay', path="body.1", label="Nội dung"),
        segment("Chào {name}", path="body.2", translation="Hello {name}"),
    )
    defaults: dict[str, Any] = {
        "identity": "0b1c-en",
        "title": "Tin hoạt động",
        "source_language": "vi",
        "target_language": "en",
        "exported_at": AT,
        "segments": texts,
    }
    return Bundle(**{**defaults, **given})
