"""The accounts of the demo: one a role, their passwords in a file only the owner of the copy can read."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from cms.departments.roles import Role

# No letter or digit that is taken for another when it is copied by hand.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
OFFICE, COOPERATION, CONSULAR, BORDER = "van-phong", "phong-hop-tac-quoc-te", "phong-lanh-su", "phong-quan-ly-bien-gioi"
CENTRE, BOARD, DEPARTMENT = "trung-tam-dich-vu-doi-ngoai", "ban-bien-tap", "so-ngoai-vu"
ACCOUNTING, CITY_OFFICE, CITY = "bo-phan-ke-toan-tai-vu", "phong-van-hoa-thong-tin", "ubnd-thanh-pho"
CITY_BOARD = "ban-bien-tap-cong"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A role in a unit, and the posts that go with it."""

    role: str
    unit: str
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the demo: a description of a role, never a person's name. label: for the list of accounts."""

    username: str
    display_name: str
    seats: tuple[Seat, ...] = field(default=())

    @property
    def label(self) -> str:
        """The role in Vietnamese, as `make run` prints it."""
        return self.display_name.removesuffix(" (minh họa)")


def _person(username: str, display_name: str, role: str, unit: str, *posts: str) -> Person:
    seat = Seat(role=role, unit=unit, posts=posts)
    return Person(username=username, display_name=f"{display_name} (minh họa)", seats=(seat,))


PEOPLE: tuple[Person, ...] = (
    _person("contributor", "Cộng tác viên Văn phòng Sở", Role.CONTRIBUTOR, OFFICE),
    _person(
        "section_editor", "Biên tập viên Văn phòng Sở", Role.SECTION_EDITOR, OFFICE,
        "office-editor-1", "office-editor-2", "office-editor-3",
    ),
    _person("department_head", "Chánh Văn phòng Sở", Role.DEPARTMENT_HEAD, OFFICE),
    _person("board_member", "Ủy viên Ban Biên tập", Role.BOARD_MEMBER, BOARD),
    _person("board_head", "Trưởng Ban Biên tập", Role.BOARD_HEAD, BOARD),
    _person("standing_office", "Thường trực Ban Biên tập", Role.STANDING_OFFICE, BOARD),
    _person("secretariat", "Thư ký Ban Biên tập", Role.SECRETARIAT, BOARD),
    _person("translator", "Biên dịch viên Văn phòng Sở", Role.TRANSLATOR, OFFICE),
    _person("finance_estimate", "Kế toán lập dự toán", Role.FINANCE_ESTIMATE, ACCOUNTING),
    _person("finance_allocation", "Kế toán phân bổ kinh phí", Role.FINANCE_ALLOCATION, ACCOUNTING),
    _person("finance_payment", "Kế toán chi trả nhuận bút", Role.FINANCE_PAYMENT, ACCOUNTING),
    Person(
        username="administrator",
        display_name="Quản trị hệ thống (minh họa)",
        seats=(Seat(role=Role.ADMINISTRATOR, unit=DEPARTMENT), Seat(role=Role.ADMINISTRATOR, unit=CITY)),
    ),
    _person("contributor_2", "Cộng tác viên Phòng Hợp tác quốc tế", Role.CONTRIBUTOR, COOPERATION),
    _person(
        "section_editor_2", "Biên tập viên Phòng Hợp tác quốc tế", Role.SECTION_EDITOR, COOPERATION,
        "cooperation-editor",
    ),
    _person("department_head_2", "Trưởng phòng Hợp tác quốc tế", Role.DEPARTMENT_HEAD, COOPERATION),
    _person("translator_2", "Biên dịch viên Phòng Hợp tác quốc tế", Role.TRANSLATOR, COOPERATION),
    _person("contributor_3", "Cộng tác viên Phòng Lãnh sự", Role.CONTRIBUTOR, CONSULAR),
    _person("section_editor_3", "Biên tập viên Phòng Lãnh sự", Role.SECTION_EDITOR, CONSULAR, "consular-editor"),
    _person("contributor_4", "Cộng tác viên Phòng Quản lý biên giới", Role.CONTRIBUTOR, BORDER),
    _person("section_editor_4", "Biên tập viên Phòng Quản lý biên giới", Role.SECTION_EDITOR, BORDER, "border-editor"),
    _person("contributor_5", "Cộng tác viên Trung tâm Dịch vụ Đối ngoại", Role.CONTRIBUTOR, CENTRE),
    _person("section_editor_5", "Biên tập viên Trung tâm Dịch vụ Đối ngoại", Role.SECTION_EDITOR, CENTRE,
            "centre-editor"),
    _person("contributor_city", "Cộng tác viên Cổng thành phố", Role.CONTRIBUTOR, CITY_OFFICE),
    # Every unit has its head, and the agency one above them: a head's own text is reviewed by somebody else.
    _person("department_head_3", "Trưởng phòng Lãnh sự", Role.DEPARTMENT_HEAD, CONSULAR),
    _person("department_head_4", "Trưởng phòng Quản lý biên giới", Role.DEPARTMENT_HEAD, BORDER),
    _person("department_head_5", "Giám đốc Trung tâm Dịch vụ Đối ngoại", Role.DEPARTMENT_HEAD, CENTRE),
    _person("department_head_6", "Lãnh đạo Sở phụ trách nội dung", Role.DEPARTMENT_HEAD, DEPARTMENT),
    _person("department_head_city", "Trưởng phòng Văn hóa và Thông tin", Role.DEPARTMENT_HEAD, CITY_OFFICE),
    _person("secretariat_city", "Tổ thư ký Cổng thành phố", Role.SECRETARIAT, CITY_BOARD),
    _person("board_member_city", "Ủy viên Ban Biên tập Cổng thành phố", Role.BOARD_MEMBER, CITY_BOARD),
    _person("board_head_city", "Trưởng Ban Biên tập Cổng thành phố", Role.BOARD_HEAD, CITY_BOARD),
)  # fmt: skip


# What lies on the desk of an account after the load (cms/demo/desks.py, cms/demo/english.py), as `make run` prints it.
SEES = {
    "contributor": "bản nháp còn thiếu, bài bị trả lại, hai bài đang chờ duyệt",
    "contributor_5": "bài đã duyệt, hẹn giờ đăng",
    "department_head": "bài của Văn phòng chờ duyệt",
    "department_head_2": "bài chờ duyệt đã quá hạn",
    "department_head_3": "đi vắng: bài và bản dịch chờ duyệt, có người được giao quyền",
    "section_editor_3": "duyệt thay Trưởng phòng Lãnh sự đang đi vắng",
    "secretariat": "chùm ảnh chờ xử lý kỹ thuật",
    "board_member": "hai bài chờ Ban Biên tập duyệt, một bài quá hạn",
    "board_head": "hai bài chờ Ban Biên tập duyệt, một bài quá hạn",
    "standing_office": "tình hình các đơn vị; giao việc",
    "translator": "bản dịch: trễ hạn, đang dịch, chờ duyệt, cần dịch lại",
    "translator_2": "một bài chờ dịch",
    "contributor_city": "ba bài đang chờ duyệt ở ba bước",
    "department_head_city": "bài sắp đến hạn duyệt",
    "secretariat_city": "bài chờ xử lý kỹ thuật",
    "board_member_city": "bài chờ Ban Biên tập duyệt",
    "board_head_city": "bài chờ Ban Biên tập duyệt",
}


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """What `make run` prints of an account."""

    username: str
    password: str
    label: str

    @property
    def sees(self) -> str:
        """What the account finds on its desk after the load; empty where nothing waits."""
        return SEES.get(self.username, "")


def accounts_file() -> Path:
    """Where the passwords of this copy are kept."""
    return Path(settings.VAR_DIR) / "demo-accounts.json"


def read_accounts() -> list[DemoAccount]:
    """The accounts of this copy with their passwords; empty while the demo is not loaded."""
    path = accounts_file()
    if not path.exists():
        return []
    return [DemoAccount(**raw) for raw in json.loads(path.read_text(encoding="utf-8"))]


def make_passwords() -> Mapping[str, str]:
    """A password for everybody, by user name; those of an interrupted load are kept."""
    kept = {account.username: account.password for account in read_accounts()}
    accounts = [
        DemoAccount(username=p.username, password=kept.get(p.username) or new_password(), label=p.label) for p in PEOPLE
    ]
    _write([asdict(account) for account in accounts])
    return {account.username: account.password for account in accounts}


def forget_passwords() -> None:
    """Remove the file."""
    accounts_file().unlink(missing_ok=True)


def new_password() -> str:
    """Three groups of four, about 59 bits; random, never derived from the seed."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def _write(accounts: list[dict[str, str]]) -> None:
    """Whole or not at all, and readable by its owner only from the first byte on."""
    path = accounts_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(accounts, out, ensure_ascii=False, indent=1)
    draft.replace(path)
