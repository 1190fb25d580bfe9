"""Which rows of shared lists wait for a board."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst

from cms.departments.policy import Actor, Decision, decide
from cms.departments.standing import read_organisation
from cms.moderation.access import board_capacities
from cms.pages.shared_words import SharedWords
from cms.subsites.queries import main_agency


@dataclass(frozen=True, kw_only=True)
class WordChange:
    """One column: what it is called, what the public reads, what would be read."""

    label: str
    before: str
    after: str


def models_of_shared_words() -> list[type[SharedWords]]:
    """Every list whose words the board approves."""
    return [model for model in apps.get_models() if issubclass(model, SharedWords)]


def waiting_words(actor: Actor) -> list[tuple[SharedWords, Decision]]:
    """The rows that wait for the boards a person sits on, the longest first, each with whether they may decide it.

    One query for each list, and one for the units.
    """
    organisation, main = read_organisation(), main_agency()
    found = []
    for model in models_of_shared_words():
        related = [name for name in ("unit",) if any(field.name == name for field in model._meta.fields)]
        for row in model._base_manager.exclude(public_words={}).select_related(*related):
            unit = row.words_unit() or main
            if unit is not None and board_capacities(actor, unit.pk, organisation):
                found.append(row)
    found.sort(key=lambda row: (row.written_at is not None, row.written_at, row._meta.label, row.pk))
    return [(row, decide(actor, "approve_words", target=row)) for row in found]


def changes_of(row: SharedWords) -> list[WordChange]:
    """The columns that would say something else."""
    before, after = row.in_public(), row.words()
    return [
        WordChange(label=capfirst(str(field.verbose_name)), before=before[field.name], after=after[field.name])
        for field in row._meta.fields
        if field.name in before and before[field.name] != after[field.name]
    ]
