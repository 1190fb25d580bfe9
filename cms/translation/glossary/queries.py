"""Which names hold where."""

from django.db.models import F, Q

from cms.subsites.models import Subsite
from cms.translation.glossary.guard import Glossary
from cms.translation.glossary.models import Term


def glossary_for(subsite: Subsite | None) -> Glossary:
    """The terms in force on a site: its own, then those for all sites. One query."""
    where = Q(subsite=None) if subsite is None else Q(subsite=None) | Q(subsite=subsite)
    # The site's own first: the first of a name wins.
    rows = Term.objects.filter(where).order_by(F("subsite").asc(nulls_last=True), "pk")
    return Glossary(row.as_value() for row in rows)
