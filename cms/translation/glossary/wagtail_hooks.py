"""Registration lines."""

from wagtail import hooks

from cms.translation.glossary.admin import TermViewSet

hooks.register("register_admin_viewset", TermViewSet)
