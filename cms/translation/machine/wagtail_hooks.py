"""Registration lines."""

from wagtail import hooks

from cms.translation.machine.views import urls

hooks.register("register_admin_urls", urls)
