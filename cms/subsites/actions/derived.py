"""The rows behind a site's access, compared with what they should be and changed only where they differ."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.subsites.models import DerivedCollection, DerivedGroup, Subsite

_MAX_GROUP_NAME = 150
_MAX_COLLECTION_NAME = 255


class Derived:
    """One site's derived rows. Every method writes only differences; the counters say how many."""

    def __init__(self, subsite: Subsite) -> None:
        self.subsite = subsite
        self.groups_written = 0
        self.collections_written = 0
        self._groups = {(row.role, row.unit_id): row.group for row in subsite.derived_groups.select_related("group")}
        self._collections = {
            row.unit_id: row.collection for row in subsite.derived_collections.select_related("collection")
        }
        self._permissions: dict[str, int] = {}
        self._named = dict(Group.objects.values_list("name", "pk"))

    def role_group(self, role: Role) -> int:
        """Id of the group of a role, e.g. “Sở Ngoại vụ · Cộng tác viên”."""
        with translation.override("vi"):
            label = str(role.label)
        return self._group(label[:1].upper() + label[1:], role=role.value, unit=None)

    def unit_group(self, unit: OrgUnit) -> int:
        """Id of the group of a unit's members."""
        with translation.override("vi"):
            label = translation.gettext("Members of %(unit)s") % {"unit": unit.name_vi}
        return self._group(label, role="", unit=unit)

    def site_collection(self) -> Collection:
        """The collection of the site, below Wagtail's root."""
        return self._collection(self.subsite.title_vi, unit=None, below=None)

    def unit_collection(self, unit: OrgUnit, *, below: Collection) -> Collection:
        """The collection of a unit, below the site's."""
        return self._collection(unit.name_vi, unit=unit, below=below)

    def remove_groups_but(self, kept: Iterable[int]) -> int:
        """Delete the derived groups of units that are no more, with their permissions; how many."""
        gone = Group.objects.filter(derived_from__subsite=self.subsite).exclude(pk__in=list(kept))
        ids = list(gone.values_list("pk", flat=True))
        if ids:
            Group.objects.filter(pk__in=ids).delete()
        return len(ids)

    def set_page_permissions(self, wanted: set[tuple[int, int, str]]) -> int:
        """Make (group, page, codename) exactly these; how many rows were written."""
        rows = GroupPagePermission.objects.filter(group__derived_from__subsite=self.subsite)
        present = {(row.group_id, row.page_id, row.permission_id): row.pk for row in rows}
        ids = {(group, page, self._permission(f"wagtailcore.{name}")) for group, page, name in wanted}
        extra = [pk for key, pk in present.items() if key not in ids]
        if extra:
            GroupPagePermission.objects.filter(pk__in=extra).delete()
        missing = sorted(ids - present.keys())
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group_id=group, page_id=page, permission_id=permission)
            for group, page, permission in missing
        )
        return len(extra) + len(missing)

    def set_collection_permissions(self, wanted: set[tuple[int, int, str]]) -> int:
        """Make (group, collection, "app.codename") exactly these; how many rows were written."""
        rows = GroupCollectionPermission.objects.filter(group__derived_from__subsite=self.subsite)
        present = {(row.group_id, row.collection_id, row.permission_id): row.pk for row in rows}
        ids = {(group, collection, self._permission(name)) for group, collection, name in wanted}
        extra = [pk for key, pk in present.items() if key not in ids]
        if extra:
            GroupCollectionPermission.objects.filter(pk__in=extra).delete()
        missing = sorted(ids - present.keys())
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group_id=group, collection_id=collection, permission_id=permission)
            for group, collection, permission in missing
        )
        return len(extra) + len(missing)

    def set_model_permissions(self, wanted: set[tuple[int, str]]) -> int:
        """Make the (group, "app.codename") of the derived groups exactly these; how many rows were written."""
        through = Group.permissions.through
        rows = through.objects.filter(group__derived_from__subsite=self.subsite)
        present = {(row.group_id, row.permission_id): row.pk for row in rows}
        ids = {(group, self._permission(name)) for group, name in wanted}
        extra = [pk for key, pk in present.items() if key not in ids]
        if extra:
            through.objects.filter(pk__in=extra).delete()
        missing = sorted(ids - present.keys())
        through.objects.bulk_create(through(group_id=group, permission_id=permission) for group, permission in missing)
        return len(extra) + len(missing)

    def set_members(self, wanted: set[tuple[int, int]]) -> int:
        """Make the (person, group) of the derived groups exactly these; how many rows were written."""
        through = User.groups.through
        rows = through.objects.filter(group__derived_from__subsite=self.subsite)
        present = {(row.user_id, row.group_id): row.pk for row in rows}
        extra = [pk for key, pk in present.items() if key not in wanted]
        if extra:
            through.objects.filter(pk__in=extra).delete()
        missing = sorted(wanted - present.keys())
        # The person's own request may have written the row meanwhile (`access_now`): there is one afterwards.
        through.objects.bulk_create(
            (through(user_id=person, group_id=group) for person, group in missing), ignore_conflicts=True
        )
        return len(extra) + len(missing)

    def _group(self, label: str, *, role: str, unit: OrgUnit | None) -> int:
        group = self._groups.get((role, unit.pk if unit else None))
        name = self._free_name(label, key=unit.key if unit else self.subsite.key, own=group)
        if group is None:
            group = Group.objects.create(name=name)
            DerivedGroup.objects.create(subsite=self.subsite, role=role, unit=unit, group=group)
            self._groups[(role, unit.pk if unit else None)] = group
            self._named[name] = group.pk
            self.groups_written += 1
        elif group.name != name:
            self._named.pop(group.name, None)
            self._named[name] = group.pk
            group.name = name
            group.save(update_fields=["name"])
            self.groups_written += 1
        return int(group.pk)

    def _free_name(self, label: str, *, key: str, own: Group | None) -> str:
        """“Agency · label”; with a key where another group is called so (two offices, two sites of one agency)."""
        name = f"{self.subsite.unit.name_vi} · {label}"[:_MAX_GROUP_NAME]
        bearer = self._named.get(name)
        if bearer is None or (own is not None and bearer == own.pk):
            return name
        suffix = f" ({key})"
        return name[: _MAX_GROUP_NAME - len(suffix)] + suffix

    def _collection(self, name: str, *, unit: OrgUnit | None, below: Collection | None) -> Collection:
        name = name[:_MAX_COLLECTION_NAME]
        collection = self._collections.get(unit.pk if unit else None)
        if collection is None:
            parent = below or Collection.get_first_root_node()
            # Read anew: treebeard keeps the number of children on the instance.
            collection = Collection.objects.get(pk=parent.pk).add_child(name=name)
            DerivedCollection.objects.create(subsite=self.subsite, unit=unit, collection=collection)
            self._collections[unit.pk if unit else None] = collection
            self.collections_written += 1
        elif collection.name != name:
            collection.name = name
            collection.save(update_fields=["name"])
            self.collections_written += 1
        return collection

    def _permission(self, name: str) -> int:
        """Id of "app.codename"; raise ImproperlyConfigured for one that no installed app has."""
        if not self._permissions:
            rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
            self._permissions = {f"{app}.{codename}": pk for app, codename, pk in rows}
        try:
            return self._permissions[name]
        except KeyError:
            raise ImproperlyConfigured(f"there is no permission {name!r}") from None
