"""A site with a catalogue, and records for it.

Usage:
    site = a_catalogue()                         # homes and a section "procedures" in both languages
    page = a_procedure(site, full_record())      # a draft
    page = a_procedure(site, full_record(), live=True)
"""

import datetime
import json
from decimal import Decimal
from typing import Any

from cms.pages.actions import add_page, publish_latest
from procedures import record as r
from procedures.actions import save_procedure
from procedures.models import ChangeNoticePage, LifeEventGuidePage, ProcedurePage
from tests.factories.pages import AT, ASite, a_site, add_section


def a_catalogue(key: str = "department", **values: Any) -> ASite:
    """A site with a section for procedures."""
    site = a_site(key, sections=(), **values)
    add_section(site, "procedures", number="5", content_kind="procedure")
    return site


def full_record(**values: Any) -> r.ProcedureRecord:
    """A record that says something about every part; `values` replace parts."""
    given: dict[str, Any] = {
        "id": "thu-tuc-mau",
        "name": "Thủ tục cấp giấy xác nhận mẫu",
        "code": "9.999001",
        "code_local": "9.999001.000.00.00.H00",
        "name_en": "Issue of a sample certificate",
        "description": "Cấp giấy xác nhận mẫu cho công dân và tổ chức.",
        "field": "Công tác lãnh sự",
        "levels": ("province", "commune"),
        "agency": "Sở Ngoại vụ",
        "kind": "Thủ tục được luật giao quy định chi tiết",
        "popularity": 3,
        "audiences": ("citizen", "organisation"),
        "aliases": ("giấy xác nhận", "xác nhận mẫu"),
        "aliases_en": ("sample paper",),
        "keywords": ("mẫu",),
        "life_events": ("identity_papers",),
        "legal_basis": (
            r.LegalBasis(
                number="42/2022/NĐ-CP", title="Về cung cấp thông tin", issuer="Chính phủ",
                issued_on=datetime.date(2022, 6, 24), validity="in_force", url="https://vanban.example.vn/42",
            ),
        ),
        "steps": (
            r.Step(text="Nộp hồ sơ tại quầy tiếp nhận.", actor="Người nộp"),
            r.Step(text="Xem xét và trả kết quả.", actor="Cơ quan giải quyết"),
        ),
        "submissions": (
            r.Submission(
                channel="direct", time_value=Decimal("5"), time_unit="working_day", text="Nộp tại quầy.",
                fees=(r.Fee(kind="charge", amount_vnd=8000), r.Fee(kind="fee", amount_vnd=50000, note="mỗi bản")),
            ),
            r.Submission(channel="online", time_value=Decimal("0.5"), time_unit="hour", fees=(r.Fee(amount_vnd=0),)),
            r.Submission(channel="post", time_text="Chậm nhất là ngay trước khi tàu rời cảng"),
        ),
        "dossier": (
            r.DossierCase(
                items=(
                    r.DossierItem(type="heading", name="Giấy tờ phải nộp"),
                    r.DossierItem(name="Tờ khai theo mẫu", originals=1, form_code="TK-01"),
                    r.DossierItem(name="Bản sao giấy tờ", originals=0, copies=2, note="không cần chứng thực"),
                    r.DossierItem(type="note", name="Mang bản chính để đối chiếu."),
                )
            ),
            r.DossierCase(title="Trường hợp nộp thay", items=(r.DossierItem(name="Giấy ủy quyền", originals=1),)),
        ),
        "dossier_sets": 1,
        "conditions": "Người nộp từ đủ 18 tuổi.",
        "results": (r.Result(name="Giấy xác nhận"),),
        "forms": (r.Form(code="TK-01", name="Tờ khai mẫu", file="tk-01.docx"),),
        "online_level": "partial",
        "partial_reason": "Phải xuất trình bản chính khi nhận kết quả.",
        "dvcqg_url": "https://dichvucong.gov.vn/thu-tuc-mau",
        "contacts": (r.Contact(name="Quầy số 1", address="Số 1, đường Mẫu", phone="0236 000 000", hours="7:30–17:00"),),
        "receiving_addresses": ("Trung tâm phục vụ hành chính công",),
        "coordinating": ("Công an cấp xã",),
        "decisions": (
            r.PublicationDecision(number="12/QĐ-UBND", action="amended", signed_on=datetime.date(2017, 2, 1)),
        ),
        "changes": (r.Change(changed_on=datetime.date(2017, 2, 6), text="Bỏ yêu cầu nộp bản sao hộ khẩu."),),
        "status": "current",
        "verified_on": datetime.date(2017, 3, 1),
        "is_sample": True,
    }  # fmt: skip
    return r.ProcedureRecord(**{**given, **values})


def a_procedure(
    site: ASite, record: r.ProcedureRecord, *, live: bool = False, at: datetime.datetime = AT, **values: Any
) -> ProcedurePage:
    """The page of a record, as a draft or published."""
    page = save_procedure(subsite=site.subsite, record=record, by=None, at=at, **values).page
    return publish_latest(page=page, by=None, at=at) if live else page


def a_guide(site: ASite, *, live: bool = False, at: datetime.datetime = AT, **values: Any) -> LifeEventGuidePage:
    """A guide for identity papers whose one step names the procedure `thu-tuc-mau`."""
    step = {
        "title": "Xin giấy xác nhận",
        "when": "Trước khi đi",
        "text": "<p>Làm ở Sở Ngoại vụ.</p>",
        "procedures": [{"type": "key", "value": {"key": "thu-tuc-mau"}, "id": "k"}],
        "bring": [{"type": "item", "value": "Căn cước", "id": "b"}],
    }
    given = {"title": "Khi cần giấy xác nhận", "life_event": "identity_papers", "department": site.unit, **values}
    given.setdefault("steps", json.dumps([{"type": "step", "value": step, "id": "s"}]))
    page = LifeEventGuidePage(**given)
    parent = site.sections["procedures"]["vi"]
    page.locale = parent.locale
    page = add_page(page=page, parent=parent, by=None, at=at)
    return publish_latest(page=page, by=None, at=at) if live else page


def a_notice(site: ASite, *, at: datetime.datetime = AT) -> ChangeNoticePage:
    """A live notice that a procedure was amended."""
    parent = site.sections["procedures"]["vi"]
    page = ChangeNoticePage(title="Sửa đổi một thủ tục", action="amended", department=site.unit, locale=parent.locale)
    return publish_latest(page=add_page(page=page, parent=parent, by=None, at=at), by=None, at=at)
