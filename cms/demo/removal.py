"""The demo goes again: its own rows and what hangs from them, nothing that somebody else has made."""

import datetime
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import ProgrammingError, connection, transaction
from django.db.models import Model, ProtectedError, Q, QuerySet, RestrictedError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, Site
from wagtail_localize.models import String, StringTranslation, Template, TranslatableObject, TranslationSource

from cms.accounts.actions import update_user
from cms.accounts.models import User
from cms.audit.append_only import protect, table_of, unprotect
from cms.audit.models import AuditEntry
from cms.demo.accounts import forget_passwords
from cms.demo.models import DemoLoad, DemoObject
from cms.demo.ownership import OWNED, model_of, owned_ids
from cms.demo.scenario import check_allowed
from cms.editorial.models import AnnualPlan, Contribution, Section
from cms.kernel.errors import DomainError
from cms.media.actions import sweep_public
from cms.moderation.models import Approval, Decision, UrgentAct
from cms.notifications.models import Mail, Notification
from cms.publishing.models import PublicationEvent
from cms.subsites.models import Subsite

# What may go because it hangs from the demo's rows. Not pages, not accounts, never the audit log.
_HANGING = frozenset(
    {"editorial", "moderation", "subsites", "departments", "publishing", "home", "demo", "tokens", "translation"}
)
_MAX_NAMED = 10


class SomebodyElsesWork(DomainError):
    """People have written on the demo's sites: their pages are not the demo's to delete."""

    code = "somebody_elses_work"
    message = _("These pages stand on the demo's sites and are not part of it; move or delete them first: {titles}")


class DecisionsWereMade(DomainError):
    """Somebody approved, returned or acted urgently since the load: what people decided is kept for ever."""

    code = "decisions_were_made"
    message = _(
        "Texts were approved or returned on the demo's sites ({count}). Decisions are never deleted, so neither are "
        "the sites they were made on: begin with an empty database instead."
    )


@dataclass(kw_only=True)
class Removed:
    """What became of the demo. kept_accounts: they have acted, and the audit log never forgets who."""

    pages: int = 0
    kept_accounts: list[str] = field(default_factory=list)


def remove_demo(*, at: datetime.datetime, say: Callable[[str], None] = lambda text: None) -> Removed:
    """Remove what the demo made; media of an interrupted load too. One transaction; the files go after it.

    Accounts that have acted are closed instead of deleted. Raise DemoNotAllowed, SomebodyElsesWork or
    DecisionsWereMade, and then nothing has changed.
    """
    check_allowed()
    removed, began = Removed(), time.monotonic()
    with transaction.atomic():
        _refuse_foreign_pages()
        _refuse_decisions()
        _remove_own_decisions()
        say("Gỡ trang / Removing pages")
        _remove_translations()
        removed.pages = _remove_pages(homes=False)
        say("Gỡ kế hoạch, tổ chức, tài khoản, ảnh / Removing plans, units, accounts, pictures")
        _remove_sites()
        # A home is the root of its site: it goes when the site is gone.
        removed.pages += _remove_pages(homes=True)
        removed.kept_accounts = _close_accounts_that_acted(at=at)
        for label in OWNED[OWNED.index("departments.Delegation") :]:
            _delete(model_of(label)._default_manager.filter(pk__in=owned_ids(label)))
        DemoObject.objects.all().delete()
        DemoLoad.objects.all().delete()
        _give_back_first_site()
    forget_passwords()
    # Public copies wait half a minute for a reader who has just been given their address: nobody has now.
    took = datetime.timedelta(seconds=time.monotonic() - began)
    sweep_public(at=at + took + datetime.timedelta(minutes=1))
    return removed


def _refuse_foreign_pages() -> None:
    own = owned_ids("wagtailcore.Page")
    tops = Page.objects.filter(pk__in=own, depth=2)
    below = Q()
    for top in tops:
        below |= Q(path__startswith=top.path)
    foreign = Page.objects.filter(below).exclude(pk__in=own) if below else Page.objects.none()
    titles = list(foreign.values_list("title", flat=True)[:_MAX_NAMED])
    if titles:
        raise SomebodyElsesWork(titles="; ".join(titles))


def _refuse_decisions() -> None:
    subsites = owned_ids("subsites.Subsite")
    units = owned_ids("departments.OrgUnit")
    decisions = Decision.objects.filter(Q(task_state__subsite__in=subsites) | Q(unit__in=units))
    count = decisions.exclude(pk__in=owned_ids("moderation.Decision")).count()
    count += UrgentAct.objects.filter(subsite__in=subsites).count()
    if count:
        raise DecisionsWereMade(count=count)


def _remove_own_decisions() -> None:
    """The decisions that the load itself made, by invented people about invented texts (ADR 0233).

    Their tables only take rows, so their triggers stand aside for these two statements and are back before anything
    else happens; the audit log keeps its row of each. A database role that does not own the tables cannot: raise
    DecisionsWereMade, and nothing has changed.
    """
    for model in (Approval, Decision):
        own = model._base_manager.filter(pk__in=owned_ids(model._meta.label))
        if not own.exists():
            continue
        try:
            unprotect(connection, model._meta.db_table)
        except ProgrammingError as error:
            raise DecisionsWereMade(count=len(owned_ids(Decision._meta.label))) from error
        own.delete()
        protect(connection, table_of(model))


def _remove_translations() -> None:
    """What wagtail-localize has taken apart of the demo's texts, and the passages that nothing else says."""
    own = Page.objects.filter(pk__in=owned_ids("wagtailcore.Page")).values_list("translation_key", flat=True)
    objects = TranslatableObject.objects.filter(translation_key__in=list(own))
    StringTranslation.objects.filter(context__object__in=objects).delete()
    TranslationSource.objects.filter(object__in=objects).delete()  # its segments protect the rest
    objects.delete()
    String.objects.filter(segments=None, translations=None).delete()
    Template.objects.filter(segments=None).delete()


def _remove_pages(*, homes: bool) -> int:
    """Delete the homes of the demo, or everything below them, deepest first: each is withdrawn as itself."""
    own = Page.objects.filter(pk__in=owned_ids("wagtailcore.Page")).order_by("-depth", "-path")
    keys = list(
        own.filter(depth=2).values_list("pk", flat=True)
        if homes
        else own.filter(depth__gt=2).values_list("pk", flat=True)
    )
    for pk in keys:
        Page.objects.get(pk=pk).specific.delete()
    return len(keys)


def _remove_sites() -> None:
    subsites = Subsite.objects.filter(pk__in=owned_ids("subsites.Subsite"))
    PublicationEvent.objects.filter(site__in=subsites).delete()
    _delete(Contribution.objects.filter(subsite__in=subsites))
    _delete(AnnualPlan.objects.filter(subsite__in=subsites))
    _delete(Section.objects.filter(subsite__in=subsites))
    _delete(subsites)
    Site.objects.filter(pk__in=owned_ids("wagtailcore.Site")).delete()


def _close_accounts_that_acted(*, at: datetime.datetime) -> list[str]:
    acted = User.objects.filter(
        pk__in=set(AuditEntry.objects.filter(by__in=owned_ids("accounts.User")).values_list("by_id", flat=True))
    )
    names = sorted(acted.values_list("username", flat=True))
    for user in acted:
        update_user(user=user, is_active=False, by=None, at=at)
    Notification.objects.filter(to__in=acted).delete()  # nobody will read them
    Mail.objects.filter(to__in=acted).delete()
    DemoObject.objects.filter(label="accounts.user", object_id__in=[user.pk for user in acted]).delete()
    return names


def _delete(rows: QuerySet[Model]) -> None:
    """Delete rows and what hangs from them; what may not go stops everything."""
    if rows.model._meta.label == "wagtailcore.Collection":
        for pk in rows.order_by("-depth").values_list("pk", flat=True):
            Collection.objects.get(pk=pk).delete()
        return
    for row in rows:
        _delete_one(row)


def _delete_one(row: Model) -> None:
    """Delete a row; what protects it goes first, where it may go at all."""
    while type(row)._base_manager.filter(pk=row.pk).exists():
        try:
            row.delete()
        except (ProtectedError, RestrictedError) as error:
            blocking: Iterable[Model] = (
                error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
            )
            hanging = [other for other in blocking if other._meta.app_label in _HANGING]
            if not hanging:
                raise
            for other in hanging:
                _delete_one(other)


def _give_back_first_site() -> None:
    """Wagtail's sample site gave way to the demo's; without any site there would be no page to begin with."""
    first = Page.objects.filter(depth=2).order_by("path").first()
    if first is not None and not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=Page.objects.get(pk=first.pk), is_default_site=True)
