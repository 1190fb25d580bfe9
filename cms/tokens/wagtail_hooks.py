from wagtail import hooks

from cms.tokens.admin import TokenViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_tokens() -> TokenViewSet:
    return TokenViewSet("api_tokens", url_prefix="api-tokens")
