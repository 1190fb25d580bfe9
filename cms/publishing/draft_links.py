"""The right of one person to show one revision elsewhere for fifteen minutes; nothing of it is stored (RELIABILITY 9).

A token names the person, the page, the revision and its moment, and is signed. Everything else is asked again
whenever it is shown: whether the account is open and has the password of then, whether the person may still see the
page, whether the revision is there.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.accounts.models import User
from cms.api.problems import NoLongerThere, NotAuthenticated
from cms.departments.policy import may
from cms.publishing.placing import Place, place_of

LIFETIME = datetime.timedelta(minutes=15)
VIEW_PAGE = "view_page"  # registered by cms.pages
_CLOCKS_DIFFER = datetime.timedelta(minutes=1)  # between two servers
_SALT = "cms.publishing.draft"
_UNKNOWN = _("This preview token is not valid. Open the preview again from the editor.")
_OVER = _("This preview token has ended: it lasts 15 minutes. Open the preview again from the editor.")
_NOT_YOURS = _("The account that opened this preview may no longer see the page.")
_GONE = _("What this preview showed does not exist any more.")


@dataclass(frozen=True, kw_only=True)
class SharedDraft:
    """What a good token leads to. `grant` is what its pictures and files are signed for."""

    person: User
    page: Page
    revision: Revision
    place: Place
    grant: str


def draft_token(*, person: User, revision: Revision, at: datetime.datetime) -> str:
    """The token by which `person` shows exactly this revision until fifteen minutes after `at`."""
    issued = int(at.timestamp())
    claims = f"{person.pk}.{revision.object_id}.{revision.pk}.{issued}.{_mark(person, settings.SECRET_KEY)}"
    return _signer().sign(claims)


def open_token(token: str, *, at: datetime.datetime) -> SharedDraft:
    """What a token shows now.

    Raise NotAuthenticated for a token that we did not sign, that is over, or whose person may not see the page (or
    has another password, or no open account); NoLongerThere when page or revision is gone, or stands in no site.
    """
    try:
        claims = _signer().unsign(token)
    except signing.BadSignature as error:
        raise NotAuthenticated(_UNKNOWN) from error
    return _open(claims, at=at)


def is_grant(grant: str, *, at: datetime.datetime) -> bool:
    """Whether the token that this grant came from would still be good: asked for each picture of a preview."""
    try:
        _open(grant, at=at)
    except (NotAuthenticated, NoLongerThere):
        return False
    return True


def _open(claims: str, *, at: datetime.datetime) -> SharedDraft:
    """The checks that are repeated; the claims were signed by us."""
    person_id, page_id, revision_id, issued, mark = claims.split(".")
    age = at - datetime.datetime.fromtimestamp(int(issued), tz=datetime.UTC)
    if not -_CLOCKS_DIFFER <= age <= LIFETIME:
        raise NotAuthenticated(_OVER)
    person = _person(int(person_id), mark)
    page = Page.objects.filter(pk=int(page_id)).first()
    if page is None:
        raise NoLongerThere(_GONE)
    if not may(person, VIEW_PAGE, target=page.specific, at=at):
        raise NotAuthenticated(_NOT_YOURS)
    # Of this page, not by its number alone: revisions of snippets have numbers too.
    revision = Revision.page_revisions.filter(pk=int(revision_id), object_id=str(page.pk)).first()
    draft = revision.as_object() if revision is not None else None
    place = place_of(draft) if draft is not None else None
    if revision is None or place is None:
        raise NoLongerThere(_GONE)
    return SharedDraft(person=person, page=draft, revision=revision, place=place, grant=claims)


def _person(pk: int, mark: str) -> User:
    """The account, if it is open and its password is the one of then: changing it ends what was handed out."""
    person: User | None = User.objects.filter(pk=pk, is_active=True).first()
    keys: tuple[str | bytes, ...] = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if person is None or not any(constant_time_compare(_mark(person, key), mark) for key in keys):
        raise NotAuthenticated(_NOT_YOURS)
    return person


def _mark(person: User, key: str | bytes) -> str:
    return salted_hmac(f"{_SALT}.person", person.password, secret=key, algorithm="sha256").hexdigest()[:24]


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep="~")
