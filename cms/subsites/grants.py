"""What each role may do in Wagtail, as data: the source from which groups are derived.

For pages this only opens screens: what a person may do to which page is asked of the policy (`cms.pages.access`),
which reads memberships and never a group. No group may publish; a text goes live by its approval (ADR 0055).
"""

from django.core.exceptions import ImproperlyConfigured

from cms.departments.roles import Role

ACCESS_ADMIN = "wagtailadmin.access_admin"
# Whoever holds these could make themselves a superuser: no group ever gets them.
FORBIDDEN = frozenset({"accounts.add_user", "accounts.change_user", "accounts.delete_user"})
FORBIDDEN_PREFIXES = ("auth.",)

# No group ever publishes: Wagtail would take it for the right to publish without approval.
NEVER_OF_A_GROUP = frozenset({"publish_page"})
_WRITE = frozenset({"add_page", "change_page"})
_LOCK = frozenset({"lock_page", "unlock_page"})

PAGE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CONTRIBUTOR: _WRITE,
    Role.SECTION_EDITOR: _WRITE,
    Role.TRANSLATOR: _WRITE,
    Role.DEPARTMENT_HEAD: _WRITE | _LOCK,
    Role.BOARD_MEMBER: frozenset({"change_page"}),
    Role.BOARD_HEAD: frozenset({"change_page"}),
    Role.STANDING_OFFICE: _WRITE | _LOCK,
    Role.SECRETARIAT: _WRITE | _LOCK,
    Role.FINANCE_ESTIMATE: frozenset(),
    Role.FINANCE_ALLOCATION: frozenset(),
    Role.FINANCE_PAYMENT: frozenset(),
    Role.ADMINISTRATOR: _WRITE | {"bulk_delete_page"},
}

# Members of a unit work in its own collection…
UNIT_MEDIA = frozenset(
    {"media.add_image", "media.change_image", "media.choose_image"}
    | {"media.add_document", "media.change_document", "media.choose_document"}
)
# …the secretariat edits the pictures of the whole site (DOMAIN 69), and the administrator may delete.
SITE_MEDIA: dict[str, frozenset[str]] = {
    Role.SECRETARIAT: UNIT_MEDIA,
    Role.STANDING_OFFICE: UNIT_MEDIA,
    Role.BOARD_MEMBER: frozenset({"media.choose_image", "media.choose_document"}),
    Role.BOARD_HEAD: frozenset({"media.choose_image", "media.choose_document"}),
    Role.ADMINISTRATOR: UNIT_MEDIA | {"media.delete_image", "media.delete_document"},
}

_model_permissions: dict[str, set[str]] = {role: {ACCESS_ADMIN} for role in Role.values}


def register_role_permissions(permissions: dict[str, list[str]]) -> None:
    """Give roles Django permissions ("app.codename") that the doors of an app ask for.

    Called in `AppConfig.ready()`; raise ImproperlyConfigured for an unknown role and for user permissions.
    """
    for role, names in permissions.items():
        if role not in _model_permissions:
            raise ImproperlyConfigured(f"no role is called {role!r}")
        for name in names:
            if name in FORBIDDEN or name.startswith(FORBIDDEN_PREFIXES):
                raise ImproperlyConfigured(f"no role is ever given {name!r}")
        _model_permissions[role].update(names)


def model_permissions(role: str) -> frozenset[str]:
    """The Django permissions of a role on every site it is held on."""
    return frozenset(_model_permissions[role])


register_role_permissions(
    {
        Role.ADMINISTRATOR: ["audit.view_auditentry", "wagtail_localize.submit_translation"],
        Role.BOARD_HEAD: ["audit.view_auditentry"],
        Role.STANDING_OFFICE: ["audit.view_auditentry", "wagtail_localize.submit_translation"],
        Role.SECRETARIAT: ["wagtail_localize.submit_translation"],
        Role.SECTION_EDITOR: ["wagtail_localize.submit_translation"],
        Role.TRANSLATOR: ["wagtail_localize.submit_translation"],
    }
)
