"""One search, from a typed line to ranked documents; whichever engine answers (docs/search.md)."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import cast

from cms.subsites.queries import SubsiteInfo
from search.answering import find_candidates
from search.backends import embedded
from search.backends.base import BackendAway
from search.backends.sqlite import SqliteBackend
from search.candidates import CandidateQuery, Candidates, Share
from search.document_kinds import SERVICES
from search.lexicon import Lexicon, NoLexicon
from search.query.question import Question, understand
from search.query.recognition import FACETS as RECOGNISED_FACETS
from search.query.recognition import Recognised, recognised
from search.query.thesaurus import Thesaurus
from search.ranking import Ranked, is_guess, ranked

# What is counted beside the results, in the order of the page.
# Each has a parameter of its name; `locale` is the reader's language and no filter.
FACETS = ("type", "field", "level", "agency", "audience", "online_level", "life_event", "section", "year", "language")
FILTERS = (*FACETS, "department", "topic")
KEEP_PERCENT = 30
_SHARES = (Share(types=SERVICES, most=120), Share(types=(), most=80))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A search. filters: facet → accepted values. as_typed: correct nothing. expired: also what is not in force."""

    text: str
    site: SubsiteInfo
    locale: str = "vi"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_typed: bool = False
    expired: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The best candidates in their order, and what stands beside them.

    total: every match, of which `results` are the first (at most 200). is_degraded: the chosen engine did not answer.
    """

    question: Question
    results: list[Ranked]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    labels: Mapping[tuple[str, str], str]
    recognised: list[Recognised]
    is_guess: bool
    is_degraded: bool


def answered(asked: Asked, *, thesaurus: Thesaurus, at: datetime.datetime) -> Answered:
    """Search. Nothing of an engine is raised: when none answers, there are no results and `is_degraded` is set."""
    try:
        question, labels, named = _understood(asked, thesaurus)
    except BackendAway:  # the index went away in the middle
        question = understand(asked.text, lexicon=NoLexicon(), thesaurus=thesaurus, as_typed=True)
        labels, named = {}, []
    query = CandidateQuery(
        groups=question.groups(),
        scope={
            "site": (asked.site.key,),
            "reader": (asked.locale,),
            "status": ("current", "expired") if asked.expired else ("current",),
        },
        filters=asked.filters,
        facets=FACETS,
        shares=_SHARES,
        keep_percent=KEEP_PERCENT,
    )
    candidates, is_degraded = _candidates(query)
    results = ranked(question, candidates.items, at=at, recognised=named)
    return Answered(
        question=question,
        results=results,
        total=candidates.total,
        facets=candidates.facets,
        labels=labels,
        recognised=named,
        is_guess=is_guess(results),
        is_degraded=is_degraded,
    )


def _understood(asked: Asked, thesaurus: Thesaurus) -> tuple[Question, Mapping[tuple[str, str], str], list[Recognised]]:
    with lexicon() as words:
        question = understand(asked.text, lexicon=words, thesaurus=thesaurus, as_typed=asked.as_typed)
        labels = words.labels(FACETS, asked.locale)
    named = recognised(question, {key: label for key, label in labels.items() if key[0] in RECOGNISED_FACETS})
    return question, labels, named


_NOTHING = Candidates(items=(), total=0, facets={}, best=0)


def _candidates(query: CandidateQuery) -> tuple[Candidates, bool]:
    if not query.groups:
        return _NOTHING, False
    try:
        found = find_candidates(query)
    except BackendAway:
        return _NOTHING, True
    return found.candidates, found.is_degraded


@contextmanager
def lexicon() -> Iterator[Lexicon]:
    """The lexicon of the embedded index; an empty one where there is no index."""
    with ExitStack() as stack:
        words: Lexicon
        try:
            words = stack.enter_context(cast(SqliteBackend, embedded()).lexicon())
        except BackendAway:
            words = NoLexicon()
        yield words
