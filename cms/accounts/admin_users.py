"""Wagtail's app of users and groups, with our screens for our model. Listed in INSTALLED_APPS in its place."""

from wagtail.users.apps import WagtailUsersAppConfig


class AdminUsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.accounts.admin.UserViewSet"
