"""Which rows are the demo's: what is there after the load and was not before."""

from collections.abc import Mapping

from django.apps import apps
from django.db.models import Model

from cms.demo.models import DemoObject

# The rows that everything else of the demo hangs from, in the order in which they can be removed.
OWNED = (
    "wagtailcore.Page",
    "subsites.Subsite",
    "wagtailcore.Site",
    "moderation.Approval",
    "moderation.Decision",
    "departments.Delegation",
    "departments.Membership",
    "departments.EditorialBoard",
    "departments.OperatingRegulation",
    "departments.Post",
    "procedures.Agency",
    "procedures.ProcedureField",
    "procedures.ReceivingCounter",
    "departments.OrgUnit",
    "accounts.User",
    "auth.Group",
    "wagtailcore.Collection",
    "media.Image",
    "media.Document",
)


def model_of(label: str) -> type[Model]:
    """The model of a label in `OWNED`."""
    return apps.get_model(label)


def rows_now() -> Mapping[str, frozenset[int]]:
    """The keys of every row of the owned models."""
    return {label: frozenset(model_of(label)._default_manager.values_list("pk", flat=True)) for label in OWNED}


def note_what_is_new(before: Mapping[str, frozenset[int]]) -> int:
    """Write down what the demo has made since `before`; how many rows."""
    now = rows_now()
    made = [
        DemoObject(label=label.lower(), object_id=pk) for label in OWNED for pk in sorted(now[label] - before[label])
    ]
    DemoObject.objects.bulk_create(made)
    return len(made)


def owned_ids(label: str) -> set[int]:
    """The keys of the demo's own rows of a model."""
    return set(DemoObject.objects.filter(label=label.lower()).values_list("object_id", flat=True))
