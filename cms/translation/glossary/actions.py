"""Every change of the glossary."""

import datetime
from typing import Any

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.subsites.models import Subsite
from cms.translation.glossary.errors import ContradictoryTerm, TermExists
from cms.translation.glossary.guard.terms import compared
from cms.translation.glossary.models import Term, lines
from cms.translation.glossary.term_file import OfficialTerm

FIELDS = ("subsite", "vietnamese", "english", "kind", "accepted", "forbidden", "note", "rule_source", "checked_on")


@transaction.atomic
def add_term(*, by: User | None, at: datetime.datetime, subsite: Subsite | None = None, **given: Any) -> Term:
    """A new name; raise TermExists when the site has it, ContradictoryTerm for a form both right and wrong."""
    term = Term(subsite=subsite, **given)
    _check(term)
    term.save()
    record(action="glossary.term_added", by=by, at=at, target=term, data=_told(term))
    return term


@transaction.atomic
def change_term(*, term: Term, by: User | None, at: datetime.datetime, **given: Any) -> Term:
    """Another wording; raises as `add_term`. What was published under the old wording stays as it is."""
    before = str(term)
    for name, value in given.items():
        if name not in FIELDS:
            raise TypeError(f"a term has no field {name!r}")
        setattr(term, name, value)
    _check(term)
    term.save()
    record(action="glossary.term_changed", by=by, at=at, target=term, data={"from": before, **_told(term)})
    return term


@transaction.atomic
def delete_term(*, term: Term, by: User | None, at: datetime.datetime) -> None:
    """The name is no longer asked for."""
    record(action="glossary.term_deleted", by=by, at=at, target=term, data=_told(term))
    term.delete()


@transaction.atomic
def load_terms(*, terms: list[OfficialTerm], by: User | None, at: datetime.datetime) -> int:
    """Add the names that are not there yet, for all sites; how many. What people changed is left alone. Idempotent."""
    known = set(Term.objects.filter(subsite=None).values_list("name_key", flat=True))
    added = 0
    for term in terms:
        if compared(term.vietnamese) not in known:
            known.add(compared(term.vietnamese))
            Term(
                vietnamese=term.vietnamese,
                english=term.english,
                kind=term.kind,
                accepted="\n".join(term.accepted),
                forbidden="\n".join(term.forbidden),
                note=term.note,
                rule_source=term.rule_source,
            ).save()
            added += 1
    if added:
        record(action="glossary.terms_loaded", by=by, at=at, data={"added": added})
    return added


def _check(term: Term) -> None:
    rows = Term.objects.filter(name_key=compared(term.vietnamese), subsite=term.subsite).exclude(pk=term.pk)
    if rows.exists():
        raise TermExists(name=term.vietnamese)
    right = {compared(form) for form in (term.english, *lines(term.accepted))}
    wrong = next((form for form in lines(term.forbidden) if compared(form) in right), None)
    if wrong is not None:
        raise ContradictoryTerm(form=wrong)


def _told(term: Term) -> dict[str, Any]:
    return {"vietnamese": term.vietnamese, "english": term.english}
