"""The demo, whole or not at all: media first, then everything that shows in one transaction."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.audit.deciding import through
from cms.demo.accounts import make_passwords
from cms.demo.articles import HEADS, Newsroom, draft, perform
from cms.demo.clock import as_of
from cms.demo.config import DemoConfig
from cms.demo.content_models import Content
from cms.demo.content_reader import read_content
from cms.demo.desks import WAYS, fill_desks
from cms.demo.english import open_english
from cms.demo.library import hand_over, put_attachments, put_files, put_images, used_pictures
from cms.demo.models import DemoLoad
from cms.demo.ownership import note_what_is_new, rows_now
from cms.demo.procedures import form_files, put_procedures, read_catalogue
from cms.demo.site_pages import extend_foot_menus, put_pages
from cms.demo.staff import open_accounts
from cms.demo.timeline import steps
from cms.departments.actions import load_calendar
from cms.departments.actions.calendar import DATA_FILE
from cms.departments.calendar_file import read_calendar
from cms.editorial.actions import load_plan
from cms.editorial.plan_file import read_plan, shifted_to
from cms.kernel.calendar import HANOI
from cms.kernel.errors import DomainError
from cms.kernel.failpoints import failpoint
from cms.subsites.models import Subsite
from cms.translation.glossary.actions import load_terms
from cms.translation.glossary.term_file import read_terms

PLANS = Path(__file__).parent / "plans"
PLAN_FILES = ("department-2017.yaml", "city-portal.yaml")

Say = Callable[[str], None]


class DemoNotAllowed(DomainError):
    """Sample data on a real site would be taken for news."""

    code = "demo_not_allowed"
    message = _("The demo is not loaded here: these are settings of production (DEMO_ALLOWED is off).")


class SiteNotEmpty(DomainError):
    """The demo founds its own sites; it never mixes with somebody's work."""

    code = "site_not_empty"
    message = _("The demo needs an empty installation; there is already a site: {sites}.")


def is_loaded() -> bool:
    """Whether the demo is there, whole."""
    return DemoLoad.objects.filter(finished_at__isnull=False).exists()


def check_allowed() -> None:
    """Raise DemoNotAllowed unless the settings say that sample data may stand here."""
    if not getattr(settings, "DEMO_ALLOWED", False):
        raise DemoNotAllowed


def load_demo(*, config: DemoConfig, port: int = 80, say: Say = lambda text: None) -> bool:
    """Make the demo; False, and nothing changes, when it is there already.

    Killed half-way, the next run goes on: pictures and files that were stored are found again, and nothing
    else had been committed. Raise DemoNotAllowed or SiteNotEmpty.
    """
    check_allowed()
    if is_loaded():
        return False
    sites = list(Subsite.objects.values_list("key", flat=True))
    if sites:
        raise SiteNotEmpty(sites=", ".join(sites))
    content, records = read_content(), read_catalogue()
    pictures = used_pictures(content)
    say(f"Vẽ {len(pictures)} ảnh, viết {len(content.attachments)} tệp / Drawing pictures, writing files")
    images, files = put_images(pictures, config=config), put_files(content, config=config)
    forms = put_attachments(form_files(records), config=config)
    failpoint("demo.after_media")
    passwords = make_passwords()
    with transaction.atomic(), through("load_demo"):
        before = rows_now()
        room = _found(content, config, images=images, files=files, passwords=passwords, port=port, say=say)
        say(f"Đăng danh mục {len(records)} thủ tục / Publishing the catalogue of procedures")
        founded = datetime.datetime.combine(config.first_day, datetime.time(14), tzinfo=HANOI)
        put_procedures(
            records,
            files=forms,
            by=room.users["standing_office"],
            head=room.users[HEADS["department"]],
            at=founded,
            say=say,
        )
        _fill(room, say=say)
        say(f"Đưa {len(WAYS)} bài và các bản dịch lên bàn duyệt / Bringing texts to the desks of their reviewers")
        fill_desks(room)
        open_english(room)
        note_what_is_new(before)
        failpoint("demo.before_commit")
        DemoLoad.objects.create(finished_at=config.loaded_at, year=config.year, seed=config.seed)
    return True


def _found(
    content: Content,
    config: DemoConfig,
    *,
    images: dict[str, int],
    files: dict[str, int],
    passwords: Mapping[str, str],
    port: int,
    say: Say,
) -> Newsroom:
    """Working days, plans, accounts, and the pages that stay."""
    at = datetime.datetime.combine(config.first_day, datetime.time(8), tzinfo=HANOI)
    with as_of(at):
        load_calendar(days=read_calendar(DATA_FILE), by=None, at=at)
        load_terms(terms=read_terms(), by=None, at=at)
        for name in PLAN_FILES:
            _load_plan(name, config, port=port, at=at, say=say)
        say("Mở tài khoản cho từng vai trò / Opening an account for each role")
        users = open_accounts(passwords, config=config, at=at)
        hand_over(content, images=images, files=files)
    say(f"Đăng {len(content.pages)} trang giới thiệu / Publishing organisation and standard pages")
    later = at + datetime.timedelta(hours=2)
    pages = put_pages(content, config=config, heads={site: users[name] for site, name in HEADS.items()}, at=later)
    extend_foot_menus(content, pages, by=None, at=later)
    return Newsroom(content=content, config=config, users=users, images=images, files=files)


def _load_plan(name: str, config: DemoConfig, *, port: int, at: datetime.datetime, say: Say) -> None:
    raw = (PLANS / name).read_bytes()
    plan = shifted_to(read_plan(raw), config.year)
    say(f"Kế hoạch năm {plan.source_year} được nạp cho năm {plan.year}: {plan.site.title.vi}")
    load_plan(plan=plan, source=raw.decode("utf-8"), port=port, by=None, at=at)


def _fill(room: Newsroom, *, say: Say) -> None:
    """Draft every article, then let the year happen."""
    timeline = steps(room.content, room.config)
    published = {step.key: step.at for step in timeline if step.kind == "publish"}
    items = [item for item in room.content.items if item.key not in WAYS]
    say(f"Viết {len(items)} tin, bài / Drafting the articles")
    for item in items:
        at = published.get(item.key, room.config.loaded_at) - datetime.timedelta(hours=1)
        with as_of(at):
            draft(room, item, at=published.get(item.key, room.config.loaded_at), is_begun=item.state == "draft")
    translated = sum(step.kind == "translate" for step in timeline)
    say(f"Đăng tin, {translated} bản tiếng Anh, sửa, chuyển, rút / Publishing, translating, correcting, withdrawing")
    for done, step in enumerate(timeline, start=1):
        perform(room, step)
        if done % 25 == 0:
            say(f"  {done}/{len(timeline)}")
