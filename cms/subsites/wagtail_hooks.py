from wagtail import hooks

from cms.subsites.admin import SubsiteViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_sites() -> SubsiteViewSet:
    return SubsiteViewSet("subsites", url_prefix="platform-sites")
