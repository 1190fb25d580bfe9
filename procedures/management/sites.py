"""Which site a command is about."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cms.subsites.models import Subsite
from procedures.queries import catalogue_page


def site_of(key: str) -> Subsite:
    """The site with that key, or the only one with procedures; raise CommandError."""
    found = Subsite.objects.select_related("unit").order_by("key")
    sites = [site for site in (found.filter(key=key) if key else found) if key or catalogue_page(site) is not None]
    if not sites:
        text = _("there is no site “{key}”") if key else _("no site has a section for procedures")
        raise CommandError(text.format(key=key))
    if len(sites) > 1:
        keys = ", ".join(site.key for site in sites)
        raise CommandError(_("several sites have procedures; name one with --subsite: {keys}").format(keys=keys))
    return sites[0]
