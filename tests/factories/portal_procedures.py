"""Procedures and a guide of the fixture site: one full, one bare, one repealed, one hostile, as the API gives them."""

from collections.abc import Mapping
from typing import Any

from tests.factories.portal_items import CANARY, content_id, item, link

TIME = {"value": "5", "unit": "working_day", "text": "05 ngày làm việc", "label": "5 ngày làm việc"}
BASIS: dict[str, Any] = {"number": "", "title": "", "issuer": "", "issued_on": None, "validity": None, "url": "",
                         "content_id": None}  # fmt: skip
EMPTY: dict[str, Any] = {
    "key": "", "code": None, "code_local": None, "official_name": "", "name_en": "", "description": "",
    "description_en": "", "aliases": [], "field": None, "kind": "", "levels": [], "audiences": [], "agency": None,
    "competent_authority": "",
    "delegated": "", "coordinating": [], "glance": {"time": "", "fee": "", "papers": None}, "steps": [],
    "submissions": [], "dossier": [], "dossier_sets": None, "conditions": "", "results": [], "forms": [],
    "forms_archive": None, "legal_basis": [], "decisions": [], "changes": [],
    "online": {"level": None, "label": "", "reason": "", "url": ""}, "contacts": [], "receiving_addresses": [],
    "life_events": [], "status": {"key": "current", "label": "Đang áp dụng"}, "status_on": None, "verified_on": None,
    "verified_until": None,
    "is_sample": False, "missing": ["steps"], "department_name": "Văn phòng Sở",
}  # fmt: skip


def full(text: str = "") -> dict[str, Any]:
    """Every part said; `text` is put into each, for hostile ones."""
    fee = {"kind": "charge", "kind_label": "Lệ phí", "amount_vnd": 8000, "label": "8.000 đ", "note": f"mỗi bản {text}"}
    paper = {"type": "paper", "name": f"Tờ khai {text}", "originals": 1, "copies": 2, "form_code": "TK-01",
             "form_url": "/media/tk-01.docx", "note": "theo mẫu"}  # fmt: skip
    heading = {**paper, "type": "heading", "name": f"Giấy tờ phải nộp {text}", "form_url": None, "form_code": ""}
    file = {"title": f"Tờ khai {text}", "url": "/media/tk-01.docx", "filename": "TK-01.docx", "size": 20480,
            "content_type": "application/x", "extension": "docx"}  # fmt: skip
    return {
        **EMPTY,
        "key": "day-du", "code": "9.999001", "code_local": "9.999001.000.00.00.H00",
        "official_name": f"Thủ tục cấp giấy xác nhận mẫu {text}", "name_en": f"Issue of a sample certificate {text}",
        "description": f"Cấp giấy xác nhận cho công dân. {text}", "description_en": f"For citizens. {text}",
        "aliases": [f"xin giấy xác nhận {text}"],
        "field": {"key": "lanh-su", "label": f"Công tác lãnh sự {text}"}, "kind": f"Thủ tục {text}",
        "levels": [{"key": "province", "label": "Cấp tỉnh"}], "audiences": [{"key": "citizen", "label": "Công dân"}],
        "agency": {"key": "so-ngoai-vu", "label": f"Sở Ngoại vụ {text}"}, "competent_authority": f"UBND {text}",
        "coordinating": [f"Công an {text}"], "delegated": f"Phòng {text}",
        "glance": {"time": "5 ngày làm việc", "fee": "8.000 đ", "papers": 1},
        "steps": [{"text": f"Nộp hồ sơ. {text}", "actor": f"Người nộp {text}"}],
        "submissions": [
            {"channel": "direct", "channel_label": "Trực tiếp", "time": TIME, "fees": [fee], "text": f"Quầy {text}"},
            {"channel": "online", "channel_label": "Trực tuyến", "time": None, "fees": [], "text": ""},
        ],
        "dossier": [{"title": f"Trường hợp chung {text}", "items": [heading, paper, {**paper, "type": "note"}]}],
        "dossier_sets": 1, "conditions": f"Từ đủ 18 tuổi. {text}", "results": [{"name": f"Giấy xác nhận {text}"}],
        "forms": [{"code": "TK-01", "name": f"Tờ khai {text}", "file": file},
                  {"code": "", "name": f"Giấy cam kết {text}", "file": None}],
        "forms_archive": {"url": "/media/bieu-mau.zip", "size": 40960, "count": 2},
        "legal_basis": [{"number": f"42/2022/NĐ-CP {text}", "title": f"Cung cấp tin {text}", "issuer": "Chính phủ",
                         "issued_on": "2022-06-24", "validity": {"key": "in_force", "label": "Còn hiệu lực"},
                         "url": "javascript:alert(1)" if text else "https://vanban.example.vn/42", "content_id": None}],
        "decisions": [{"number": f"12/QĐ {text}", "action": "amended", "action_label": "Sửa đổi", "issuer": "UBND",
                       "signed_on": "2026-02-01", "effective_on": None, "is_shortened": False, "url": ""}],
        "changes": [{"changed_on": "2026-02-06", "text": f"Bỏ hộ khẩu. {text}"}],
        "online": {"level": "partial", "label": "Một phần", "reason": f"Phải xuất trình bản chính. {text}",
                   "url": "javascript:alert(1)" if text else "https://dichvucong.gov.vn/thu-tuc"},
        "contacts": [{"name": f"Quầy số 1 {text}", "address": f"01 đường Ven Sông {text}", "phone": "0234 000 0000",
                      "email": "quay@example.vn", "hours": "7h30–17h00", "map_url": ""}],
        "receiving_addresses": [f"quầy số 1 {text}", f"Trung tâm hành chính công {text}"],
        "life_events": [{"key": "identity_papers", "label": "Giấy tờ tùy thân"}],
        "verified_on": "2026-11-01", "verified_until": "9999-12-31", "is_sample": True, "missing": [],
    }  # fmt: skip


def procedure_documents(section: Mapping[str, Any]) -> list[dict[str, Any]]:
    """In the order of the catalogue, with a guide."""

    def one(name: str, path: str, title: str, details: dict[str, Any], **values: Any) -> dict[str, Any]:
        facets = {
            "section": ["procedures"],
            "status": [details["status"]["key"]],
            "life_event": [each["key"] for each in details["life_events"]],
            "catalogue_order": [f"1{name}"],
            "procedure_key": [details["key"] or name],
        }
        links = {"section": [link(section)], "related": [], **values.pop("links", {})}
        return item(f"procedure/{name}", "procedure", path, title, details=details, links=links, facets=facets,
                    breadcrumbs=[link(section)], minutes=9000, **values)  # fmt: skip

    complete = one("a", "/procedures/day-du/", "Thủ tục cấp giấy xác nhận mẫu", full(), summary="Cấp giấy xác nhận.")
    bare = one("b", "/procedures/tran/", "Thủ tục chưa có thông tin", {**EMPTY, "key": "tran"})
    complete["links"]["related"] = [link(bare)]
    complete["links"]["legal_basis"] = [link(section)]
    complete["details"]["legal_basis"] += [
        {**BASIS, "number": "60/2014/QH13", "url": "https://vanban.example.vn/60", "content_id": section["content_id"]},
        {**BASIS, "number": "15/2020/TT", "content_id": content_id("withdrawn")},
    ]
    repealed = {**EMPTY, "key": "bai-bo", "status": {"key": "repealed", "label": "Đã bãi bỏ"},
                "status_on": "2025-07-01"}  # fmt: skip
    gone = one("c", "/procedures/bai-bo/", "Thủ tục đã bãi bỏ", repealed)
    hostile = one("d", "/procedures/doc-hai/", f"Thủ tục độc hại {CANARY}", {**full(CANARY), "key": "doc-hai"})
    steps = [
        {"title": "Chuẩn bị giấy tờ", "when": "Trước 30 ngày", "html": "<p>Xem kỹ <em>mẫu</em>.</p>",
         "bring": ["Căn cước"], "procedures": [content_id("procedure/a"), content_id("procedure/b")]},
    ]  # fmt: skip
    guide = item("guide/a", "life_event_guide", "/procedures/huong-dan/", "Khi cần giấy tờ tùy thân",
                 summary="Làm gì trước, làm gì sau.", minutes=9001, facets={"section": ["procedures"]},
                 details={"life_event": {"key": "identity_papers", "label": "Giấy tờ tùy thân"}, "steps": steps,
                          "introduction_html": "<p>Đọc trước khi đi.</p>", "is_sample": True,
                          "department_name": "Văn phòng Sở"},
                 links={"section": [link(section)]}, breadcrumbs=[link(section)])  # fmt: skip
    return [complete, bare, gone, hostile, guide]
