"""Walking a listing with plain links."""

from django.http import QueryDict

from cms.portal.paging import LONGEST_TRAIL, Pager, Position, pager, position_from


def test_the_first_page_leads_only_onward() -> None:
    assert pager("/tin/", Position(), following="c1", total=45, limit=20) == Pager(
        number=1, count=3, first="", previous="", next="/tin/?cursor=c1&page=2"
    )


def test_the_second_page_leads_back_to_the_clean_address() -> None:
    at = position_from(QueryDict("cursor=c1&page=2"))
    assert pager("/tin/", at, following="c2", total=45, limit=20) == Pager(
        number=2, count=3, first="/tin/", previous="/tin/", next="/tin/?cursor=c2&page=3&back=c1"
    )


def test_the_last_page_leads_back_by_the_cursor_passed() -> None:
    at = position_from(QueryDict("cursor=c2&page=3&back=c1"))
    found = pager("/tin/", at, following=None, total=45, limit=20)
    assert (found.number, found.previous, found.next) == (3, "/tin/?cursor=c1&page=2", "")


def test_the_year_stays_in_every_link() -> None:
    at = position_from(QueryDict("year=2026&cursor=c1&page=2"))
    found = pager("/tin/", at, following="c2", total=99, limit=20)
    assert found.previous == "/tin/?year=2026"
    assert found.next == "/tin/?year=2026&cursor=c2&page=3&back=c1"


def test_a_deep_walk_keeps_a_short_address_and_the_right_number() -> None:
    at = Position()
    for step in range(1, 61):
        address = pager("/t/", at, following=f"c{step}", total=5000, limit=20).next
        at = position_from(QueryDict(address.split("?")[1]))
    assert at.number == 61
    assert at.trail == tuple(f"c{n}" for n in range(60 - LONGEST_TRAIL, 60))


def test_what_cannot_be_read_in_the_address_counts_as_not_given() -> None:
    for text in ("page=x&year=abc", "year=99999999", "year=-1", "year=1", "back=a.b", "page=5", "year=²"):
        assert position_from(QueryDict(text)) == Position()


def test_a_page_number_never_lies_below_the_pages_walked() -> None:
    assert position_from(QueryDict("cursor=c3&page=1&back=c1.c2")).number == 4


def test_an_empty_listing_has_one_page() -> None:
    assert pager("/t/", Position(), following=None, total=0, limit=20).count == 1
