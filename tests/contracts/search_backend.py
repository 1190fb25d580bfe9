"""What every search engine owes: one suite, inherited by the embedded engine and by the real Elasticsearch.

The right answer is worked out the slow way (search_oracle), for hand-written and for seeded random questions.
"""

import random
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from search.backends.base import BackendAway, SearchBackend
from search.candidates import MOST_POINTS, Candidate, CandidateQuery, Candidates, Group, Share
from search.documents import GAP, Gone, IndexDocument
from search.record import FieldTokens, encode
from tests.contracts.search_oracle import right_answer

WORDS = ["ho", "chieu", "ket", "hon", "khai", "sinh", "dat", "xe", "c1_001193", "thu", "tuc", "đ字", "ßx"]
TYPES = ["procedure", "life_event_guide", "article", "standard"]
SITE = {"site": ("department",)}


def document(key: int, *, version: int = 1, **changes: Any) -> IndexDocument:
    """A document that is found as `ho chieu` in its head."""
    values: dict[str, Any] = {
        "popularity": 0,
        "published": 1_600_000_000,
        "facets": {"site": ["department"], "type": ["procedure"]},
        "head": "ho chieu",
        "record": record(f"Hồ sơ {key}"),
        **changes,
    }
    return IndexDocument(key=key, version=version, **values)


def record(title: str) -> str:
    """A record as the indexer writes them; engines give it back unread."""
    return encode(
        document_type="procedure", status="current", locale="vi", popularity=0, published=0,
        content_id=str(uuid.UUID(int=7)), title=title, fields={"name": FieldTokens(folded=["ho"], exact=["hồ"])},
    )  # fmt: skip


def group(*phrases: str, head: int = 300, meta: int = 200, body: int = 100) -> Group:
    """A group of alternatives, each one phrase; `a + b` means both in one level."""
    alternatives = tuple(tuple(tuple(part.split()) for part in each.split(" + ")) for each in phrases)
    return Group(alternatives=alternatives, head=head, meta=meta, body=body)


def question(*groups: Group, **changes: Any) -> CandidateQuery:
    """A question in the scope of one site."""
    return CandidateQuery(**{"groups": groups, "scope": SITE, **changes})


def random_text(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices([*WORDS, GAP], k=chance.randint(0, most)))


def random_documents(chance: random.Random, count: int) -> list[IndexDocument]:
    keys = chance.sample(range(1, 1 << 62), count)
    return [
        document(
            key,
            version=chance.randint(1, 1 << 40),
            popularity=chance.randint(0, 5),
            published=chance.choice([0, 5, 1_600_000_000, 1_700_000_000]),
            facets=random_facets(chance),
            head=random_text(chance, 5),
            meta=random_text(chance, 9),
            body=random_text(chance, 40),
        )
        for key in keys
    ]


def random_facets(chance: random.Random) -> dict[str, list[str]]:
    return {
        "site": [chance.choice(["department", "ward"])],
        "type": [chance.choice(TYPES)],
        "year": [str(chance.randint(2015, 2019))],
        "Lĩnh vực": chance.sample(["Hộ tịch", "Đất đai", "a.b*", "Lãnh sự & “thị thực”"], chance.randint(0, 3)),
    }


def random_question(chance: random.Random) -> CandidateQuery:
    groups = []
    for _ in range(chance.randint(1, 4)):
        phrases = [" ".join(chance.choices(WORDS, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.3:
            phrases.append(" + ".join(chance.sample(WORDS, 2)))
        head = chance.randint(3, 4000)
        meta = chance.randint(2, head)
        groups.append(group(*phrases, head=head, meta=meta, body=chance.randint(1, meta)))
    filters: dict[str, tuple[str, ...]] = {}
    if chance.random() < 0.5:
        filters["year"] = tuple(chance.sample(["2015", "2016", "2017", "1900"], 2))
    if chance.random() < 0.3:
        filters["Lĩnh vực"] = ("Hộ tịch", "a.b*")
    return question(
        *groups,
        scope={"site": (chance.choice(["department", "ward", "none"]),)} if chance.random() < 0.8 else {},
        filters=filters,
        facets=("type", "year", "Lĩnh vực", "unheard-of"),
        shares=(Share(types=("procedure", "life_event_guide"), most=7), Share(types=(), most=chance.choice([3, 60]))),
        keep_percent=chance.choice([0, 33, 50, 100]),
    )


def assert_same(found: Candidates, right: Candidates) -> None:
    """Everything but the order across shares, which is nobody's business: a ranker sorts them anew."""
    assert found.best == right.best
    assert found.total == right.total
    assert {name: dict(counts) for name, counts in found.facets.items()} == right.facets
    assert by_key(found.items) == by_key(right.items)
    assert len(found.items) == len(right.items)


def by_key(items: Sequence[Candidate]) -> Mapping[int, Candidate]:
    return {item.key: item for item in items}


def keys(found: Candidates) -> list[int]:
    return sorted(item.key for item in found.items)


class SearchBackendContract:
    """Inherit, and give a fixture `engine`: an engine whose index nobody has built yet."""

    @pytest.fixture
    def built(self, engine: SearchBackend) -> SearchBackend:
        """The engine with an empty index."""
        with engine.rebuilding(signature="signed"):
            pass
        return engine

    def fill(self, engine: SearchBackend, *documents: IndexDocument) -> None:
        with engine.rebuilding(signature="signed") as writer:
            writer.add(documents)

    def test_random_questions_have_the_right_answer(self, built: SearchBackend) -> None:
        chance = random.Random(20170315)
        documents = random_documents(chance, 150)
        self.fill(built, *documents[:100])
        built.put(documents[100:])
        matched = 0
        for _ in range(60):
            asked = random_question(chance)
            right = right_answer(asked, documents)
            assert_same(built.candidates(asked), right)
            matched += bool(right.items)
        assert matched > 30  # the questions ask for something

    def test_the_cut_keeps_popular_then_fresh_then_small_keys(self, built: SearchBackend) -> None:
        built.put([
            document(9, popularity=0, published=50),
            document(8, popularity=1, published=10),
            document(7, popularity=1, published=20),
            document(5, popularity=1, published=20),
            document(6, popularity=1, published=20),
            document(1, head="ho ho", popularity=5),
        ])  # fmt: skip
        asked = question(group("ho"), group("chieu"), keep_percent=0)
        for most, right in [(1, [5]), (2, [5, 6]), (3, [5, 6, 7]), (4, [5, 6, 7, 8]), (5, [5, 6, 7, 8, 9])]:
            cut = CandidateQuery(groups=asked.groups, scope=SITE, shares=(Share(types=(), most=most),), keep_percent=0)
            assert keys(built.candidates(cut)) == right

    def test_news_never_pushes_a_procedure_out(self, built: SearchBackend) -> None:
        news = {"site": ["department"], "type": ["article"]}
        built.put([document(key, facets=news, popularity=5) for key in range(100, 140)])
        built.put([document(1, head="", body="ho chieu")])
        shares = (Share(types=("procedure",), most=5), Share(types=(), most=10))
        found = built.candidates(question(group("ho chieu"), shares=shares, keep_percent=10))
        assert [item.key for item in found.items if item.key < 100] == [1]
        assert len(found.items) == 11
        assert found.total == 41

    def test_words_of_a_phrase_stand_side_by_side_in_one_text(self, built: SearchBackend) -> None:
        built.put([
            document(1, head="ho chieu"),
            document(2, head="chieu ho"),
            document(3, head=f"ho {GAP} chieu"),
            document(4, head="ho", meta="chieu"),
            document(5, head="ho x chieu"),
            document(6, head="", body="cap ho chieu moi"),
        ])  # fmt: skip
        assert keys(built.candidates(question(group("ho chieu"), keep_percent=0))) == [1, 6]
        assert keys(built.candidates(question(group("ho + chieu"), keep_percent=0))) == [1, 2, 3, 5, 6]

    def test_a_group_counts_once_by_its_best_level(self, built: SearchBackend) -> None:
        built.put([document(1, head="ho ho", meta="ho chieu", body="ho chieu"), document(2, head="", body="ho chieu")])
        asked = question(
            group("ho", "chieu", head=7, meta=5, body=2), group("chieu", head=9, meta=4, body=1), keep_percent=0
        )
        found = by_key(built.candidates(asked).items)
        assert {key: item.points for key, item in found.items()} == {1: 7 + 4, 2: 2 + 1}

    def test_it_says_which_groups_the_body_holds(self, built: SearchBackend) -> None:
        built.put([document(1, head="ket hon", body="ho chieu"), document(2, head="ho chieu ket hon", body="")])
        asked = question(group("ket hon"), group("xe"), group("chieu"), keep_percent=0)
        assert {item.key: item.body for item in built.candidates(asked).items} == {1: 0b100, 2: 0}

    def test_points_up_to_the_limit_are_exact(self, built: SearchBackend) -> None:
        built.put([document(1, head="ho"), document(2, head="", meta="ho"), document(3, head="chieu")])
        most = MOST_POINTS - 2
        asked = question(
            group("ho", head=most, meta=most - 1, body=1), group("chieu", head=1, meta=1, body=1), keep_percent=0
        )
        assert {item.key: item.points for item in built.candidates(asked).items} == {1: most, 2: most - 1, 3: 1}

    def test_filters_bound_what_is_shown_and_not_what_is_best(self, built: SearchBackend) -> None:
        built.put([
            document(1, head="ho chieu ket hon", facets={**document(1).facets, "year": ["2016"]}),
            document(2, head="ho chieu", facets={**document(2).facets, "year": ["2017"]}),
            document(3, head="ho", facets={**document(3).facets, "year": ["2017"]}),
        ])  # fmt: skip
        groups = (group("ho"), group("chieu"), group("ket"), group("hon"))
        found = built.candidates(question(*groups, filters={"year": ("2017",)}, facets=("year",), keep_percent=50))
        assert (found.best, found.total, keys(found)) == (1200, 1, [2])
        assert found.facets == {"year": {"2016": 1, "2017": 1}}

    def test_nothing_outside_the_scope_is_shown_or_counted(self, built: SearchBackend) -> None:
        built.put([document(1), document(2, facets={"site": ["ward"], "type": ["procedure"], "field": ["secret"]})])
        found = built.candidates(question(group("ho"), facets=("field", "site")))
        assert (keys(found), found.total) == ([1], 1)
        assert found.facets == {"field": {}, "site": {"department": 1}}

    def test_an_empty_question_and_an_empty_index_find_nothing(self, built: SearchBackend) -> None:
        nothing = Candidates(items=(), total=0, facets={"type": {}}, best=0)
        assert_same(built.candidates(question(group("ho"), facets=("type",))), nothing)
        built.put([document(1)])
        assert_same(built.candidates(question(facets=("type",))), nothing)
        assert_same(built.candidates(question(group("khong"), facets=("type",))), nothing)

    def test_strings_of_query_languages_are_words_like_others(self, built: SearchBackend) -> None:
        hostile = ['"', "'", "*", "ho*", "ho:chieu", "NEAR", "AND", "(", ")", "^", "{", "\\", "/.*/", "-ho", "+ho",
                   "head:ho", "%", "_id", "*:*", "ho~2", "[1", "null", "true", "\u200b", "😀", "'; DROP TABLE docs; --",
                   "k" * 190]  # fmt: skip
        built.put([document(1), document(2, head="xe")])
        for text in hostile:
            found = built.candidates(question(group(text), group("xe"), keep_percent=0))
            assert 2 in keys(found), text
        many = [group(f"t{number} t{number}", f"u{number}") for number in range(100)]
        assert keys(built.candidates(question(*many, group("xe"), keep_percent=0))) == [2]

    def test_names_and_values_of_facets_are_free_text(self, built: SearchBackend) -> None:
        odd = {"a.b": ["x"], "a": ["y"], "A": ["z"], "": ["e"], "Cấp": ["“Tỉnh”\n* ?"], "_source": ["s"], "-61-": ["t"],
               "b__c": ["1"], "b.c": ["2"], "b___c": ["3"]}  # fmt: skip
        built.put([document(1, facets={**document(1).facets, **odd})])
        found = built.candidates(question(group("ho"), facets=tuple(odd), filters={"Cấp": ("“Tỉnh”\n* ?",)}))
        assert found.facets == {name: {values[0]: 1} for name, values in odd.items()}
        assert keys(built.candidates(question(group("ho"), filters={"a": ("x",)}))) == []

    def test_the_newest_version_stays_whatever_the_order(self, built: SearchBackend) -> None:
        built.put([document(1, version=5, head="moi")])
        built.put([document(1, version=4, head="cu")])
        assert dict(built.versions()) == {1: 5}
        assert keys(built.candidates(question(group("moi")))) == [1]
        built.put([document(1, version=5, head="lai")])
        assert keys(built.candidates(question(group("lai")))) == [1]
        assert keys(built.candidates(question(group("moi", "cu")))) == []

    def test_two_of_one_key_at_once_leave_the_newer(self, built: SearchBackend) -> None:
        built.put([document(1, version=7, head="moi"), document(1, version=3, head="cu")])
        assert dict(built.versions()) == {1: 7}
        self.fill(built, document(1, version=7, head="moi"), document(1, version=3, head="cu"), document(2, version=1))
        assert dict(built.versions()) == {1: 7, 2: 1}
        assert keys(built.candidates(question(group("moi", "cu")))) == [1]

    def test_what_is_removed_stays_away(self, built: SearchBackend) -> None:
        built.put([document(1, version=5), document(2, version=5)])
        built.remove([Gone(key=1, version=6), Gone(key=2, version=4), Gone(key=3, version=9)])
        assert dict(built.versions()) == {2: 5}
        assert keys(built.candidates(question(group("ho")))) == [2]
        built.put([document(1, version=5)])
        assert dict(built.versions()) == {2: 5}
        built.put([document(1, version=8)])
        assert dict(built.versions()) == {1: 8, 2: 5}

    def test_a_rebuild_is_seen_whole_or_not_at_all(self, built: SearchBackend) -> None:
        self.fill(built, *(document(key) for key in range(1, 31)))
        seen: set[int] = set()
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                seen.add(built.candidates(question(group("ho"), facets=("type",))).total)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            for _ in range(2):
                with built.rebuilding(signature="next") as writer:
                    for key in range(100, 140):
                        writer.add([document(key)])
                self.fill(built, *(document(key) for key in range(1, 31)))
        finally:
            stop.set()
            for reader in readers:
                reader.join(30)
        assert seen <= {30, 40}
        assert 30 in seen
        assert len(list(built.versions())) == 30

    def test_a_rebuild_that_fails_leaves_everything_as_it_was(self, built: SearchBackend) -> None:
        self.fill(built, document(1))
        before = built.status()

        def interrupted() -> Iterator[IndexDocument]:
            yield document(2)
            raise RuntimeError("the store is away")

        with pytest.raises(RuntimeError, match="the store is away"), built.rebuilding(signature="other") as writer:
            writer.add(interrupted())
        assert dict(built.versions()) == {1: 1}
        assert (built.status().name, built.status().signature) == (before.name, "signed")
        self.fill(built, document(3))
        assert dict(built.versions()) == {3: 1}

    def test_its_status_tells_what_is_in_use(self, engine: SearchBackend) -> None:
        absent = engine.status()
        assert (absent.engine, absent.is_available, absent.documents) == (engine.name, False, 0)
        assert absent.problem
        self.fill(engine, document(1), document(2))
        found = engine.status()
        assert (found.is_available, found.documents, found.signature, found.problem) == (True, 2, "signed", "")
        assert found.name
        assert found.size_bytes > 0
        assert found.built_at is not None
        assert found.built_at.tzinfo is not None

    def test_without_an_index_it_says_so(self, engine: SearchBackend) -> None:
        with pytest.raises(BackendAway):
            engine.candidates(question(group("ho")))
        with pytest.raises(BackendAway):
            engine.put([document(1)])
        with pytest.raises(BackendAway):
            engine.remove([Gone(key=1, version=1)])
        with pytest.raises(BackendAway):
            list(engine.versions())

    def test_a_record_comes_back_as_it_was_given(self, built: SearchBackend) -> None:
        odd = record("“Giấy” <b>\t\\ 😀 \x7f \u2028 &amp;")
        built.put([document(1, record=odd)])
        assert built.candidates(question(group("ho"))).items[0].record == odd
