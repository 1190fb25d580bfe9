"""Which units a site is for."""

from cms.departments.queries import subtree_ids
from cms.subsites.models import Subsite


def unit_ids_of(subsite: Subsite) -> set[int]:
    """Ids of the site's unit and all below it, without the units that have a site of their own and what is below those.

    So the wards of a city write on their own sites and not on the city's.
    """
    others = Subsite.objects.exclude(pk=subsite.pk).exclude(unit_id=subsite.unit_id)
    return subtree_ids([subsite.unit_id], without=set(others.values_list("unit_id", flat=True)))
