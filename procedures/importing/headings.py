"""What the columns of a table are called, in English and as the national portal and agencies write them."""

import re

from cms.kernel.text import fold

# Field → headings, as `_plain` makes them. The field's own name always counts too.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("ma ban ghi", "khoa", "key", "stt khoa", "record"),
    "code": ("ma thu tuc", "ma tthc", "ma so", "ma so tthc", "ma quoc gia", "national code", "ma thu tuc hanh chinh"),
    "code_local": ("ma dia phuong", "ma thu tuc dia phuong", "ma cua tinh", "local code", "ma ho so tthc"),
    "name": ("ten thu tuc", "ten tthc", "ten thu tuc hanh chinh", "ten", "title", "procedure name"),
    "name_en": ("ten tieng anh", "english name", "name in english"),
    "description": ("mo ta", "tom tat", "noi dung", "summary"),
    "description_en": ("mo ta tieng anh", "english description"),
    "field": ("linh vuc", "linh vuc thuc hien"),
    "level": ("cap thuc hien", "cap", "cap giai quyet"),
    "agency": ("co quan thuc hien", "co quan giai quyet", "co quan", "executing agency", "don vi thuc hien"),
    "competent_authority": ("co quan co tham quyen", "co quan co tham quyen quyet dinh"),
    "kind": ("loai thu tuc", "loai tthc"),
    "popularity": ("do pho bien", "muc do pho bien"),
    "audiences": ("doi tuong thuc hien", "doi tuong", "audience"),
    "aliases": ("ten thuong goi", "ten goi khac", "tu dan da", "ten thong dung", "alias"),
    "aliases_en": ("ten thuong goi tieng anh", "english aliases"),
    "keywords": ("tu khoa", "keyword"),
    "life_events": ("su kien cuoc doi", "su kien", "nhom su kien"),
    "legal_basis": ("can cu phap ly", "co so phap ly", "van ban quy dinh"),
    "steps": ("trinh tu thuc hien", "trinh tu", "cac buoc thuc hien"),
    "submissions": ("cach thuc thuc hien", "cach thuc", "cach thuc nop"),
    "dossier": ("thanh phan ho so", "ho so", "thanh phan so luong ho so", "thanh phan, so luong ho so"),
    "conditions": ("yeu cau dieu kien", "yeu cau, dieu kien", "yeu cau dieu kien thuc hien", "dieu kien"),
    "results": ("ket qua thuc hien", "ket qua", "ket qua giai quyet"),
    "forms": ("bieu mau", "mau don to khai", "mau don, to khai", "ten mau don to khai"),
    "online_level": ("muc do truc tuyen", "muc do dich vu cong", "muc do dvc", "dich vu cong truc tuyen", "muc do"),
    "partial_reason": ("ly do mot phan", "ly do chua toan trinh"),
    "dvcqg_url": ("duong dan cong dvcqg", "lien ket cong dvcqg", "link dvcqg", "dia chi tren cong dvcqg", "url dvcqg"),
    "contacts": ("lien he", "dau moi lien he", "thong tin lien he"),
    "receiving_addresses": ("dia chi tiep nhan", "dia chi tiep nhan hs", "dia chi tiep nhan ho so", "noi tiep nhan"),
    "coordinating": ("co quan phoi hop", "don vi phoi hop"),
    "delegated": ("co quan duoc uy quyen", "uy quyen"),
    "related": ("tthc lien quan", "thu tuc lien quan"),
    "status": ("tinh trang", "trang thai", "hieu luc"),
    "verified_on": ("ngay kiem tra", "ngay doi chieu", "ngay xac minh", "kiem tra ngay"),
    "is_sample": ("ban mau", "mau thu", "mau minh hoa"),
    "decision_number": ("so quyet dinh", "so quyet dinh cong bo"),
    "time_limit": ("thoi han giai quyet", "thoi gian giai quyet", "thoi han"),
    "fees": ("phi, le phi", "phi le phi", "le phi", "phi"),
}
FIELDS = frozenset(_HEADINGS)
# Said of how a text was obtained, of files made for tests: read over, never stored.
REMARKS = frozenset({"code_status", "name_status", "note", "notes", "stt", "tt", "no", "so thu tu", "ghi chu"})

_LONGEST = 255  # characters; what is longer is no heading, and brackets in it are not looked for
_NOT_WORD = re.compile(r"[^a-z0-9,]+")
_BY_HEADING = {heading: field for field, headings in _HEADINGS.items() for heading in headings}


def field_of(heading: str) -> str:
    """The field a heading means; the empty text for a column that is read over; the heading itself for any other."""
    bare = heading.strip()[:_LONGEST]
    lowered = bare.lower()
    if lowered in FIELDS:
        return lowered
    words = _plain(bare)
    found = _BY_HEADING.get(words) or _BY_HEADING.get(words.replace(",", ""))
    if found:
        return found
    named = words.replace(",", "").replace(" ", "_")
    if named in FIELDS:
        return named
    return "" if words in REMARKS or named in REMARKS or not words else bare[:60]


def _plain(heading: str) -> str:
    """A heading without accents, brackets and signs: “Căn cứ pháp lý (số hiệu)” → “can cu phap ly”."""
    without_remark = re.sub(r"[(\[].*?[)\]]", " ", heading)
    return " ".join(_NOT_WORD.sub(" ", fold(without_remark)).replace(" ,", ",").split())
