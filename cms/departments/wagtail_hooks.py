from wagtail import hooks

from cms.departments.admin.choosers import (
    PersonChooserViewSet,
    PostChooserViewSet,
    UnitChooserViewSet,
    person_chooser,
    post_chooser,
    unit_chooser,
)
from cms.departments.admin.viewsets import OrganisationGroup


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_choosers() -> list[UnitChooserViewSet | PostChooserViewSet | PersonChooserViewSet]:
    return [unit_chooser, post_chooser, person_chooser]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_organisation() -> OrganisationGroup:
    return OrganisationGroup()
