"""Addresses of this app. Wagtail's own /documents/ and /images/ views are not routed: they know no departments."""

from django.urls import path, re_path

from cms.media import views

urlpatterns = [
    re_path(r"^media/(?P<name>[0-9a-f]{20}-[a-z0-9-]+\.[a-z0-9]{2,5})$", views.public_file, name="public_file"),
    path("private-media/<path:name>", views.private_file, name="private_file"),
    # Nothing under these prefixes is ever a page.
    re_path(r"^(?:media|private-media)/", views.no_file, name="no_file"),
]
