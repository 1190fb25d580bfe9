"""Imports from Word keep the text as it was read and a report of it: places of personal data."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.erasure.rows import Place
from cms.erasure.scope import Scope
from news.models import ManuscriptImport


def _of(scope: Scope) -> Q:
    """Those made into a page of the scope, and those that wait in one of its sections."""
    return Q(page__in=scope.ids) | Q(page__isnull=True, section_page__in=scope.ids)


IMPORTS = Place(
    label=_("imports from Word"), model=ManuscriptImport, fields=("file_name", "manuscript", "report"), of=_of
)
