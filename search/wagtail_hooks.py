from wagtail import hooks

from search.admin import SearchViewSetGroup


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_search() -> SearchViewSetGroup:
    return SearchViewSetGroup()
