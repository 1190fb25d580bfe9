"""Broken plan files: each is the small plan with one fault, and the exact sentences it is refused with."""

from dataclasses import dataclass
from pathlib import Path

SMALL_PLAN = (Path(__file__).parent / "small-plan.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Broken:
    """A fault: `old` is replaced by `new` in the small plan, or `content` is the whole file."""

    name: str
    vi: str
    en: str
    old: str = ""
    new: str = ""
    whole: bytes = b""

    @property
    def content(self) -> bytes:
        """The broken file."""
        if self.whole:
            return self.whole
        assert SMALL_PLAN.count(self.old) == 1, self.old
        return SMALL_PLAN.replace(self.old, self.new).encode()

    def __str__(self) -> str:
        return self.name


def broken(name: str, old: str, new: str, *, vi: str, en: str) -> Broken:
    return Broken(name=name, old=old, new=new, vi=vi, en=en)


BOMB = b"a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"

BROKEN_PLANS = [
    Broken("empty", vi="", en="not a plan: the file must be one mapping of keys", whole=b"# nothing\n"),
    Broken("a_list", vi="", en="line 1: not a plan: the file must be one mapping of keys", whole=b"- a\n- b\n"),
    Broken("prose", vi="", en="line 1: not a plan: the file must be one mapping of keys", whole=b"just words"),
    Broken("two_documents", vi="", en="line 3: not YAML: but found another document", whole=b"a: 1\n---\nb: 2\n"),
    Broken("alias_bomb", vi="", en="line 1: anchors (&name) are not allowed", whole=BOMB),
    Broken("alias_without_anchor", vi="", en="line 2: aliases (*name) are not allowed", whole=b"a: 1\nb: *a\n"),
    Broken("python_object", vi="", en="", whole=b"a: !!python/object/apply:os.system [ls]\n"),
    Broken("not_utf8", vi="", en="line 2: not UTF-8 text", whole=b"a: 1\nb: \xff\xfe\n"),
    Broken("control_character", vi="", en="line 2: character U+0007 is not allowed", whole=b"a: 1\nb: \x07\n"),
    Broken("too_large", vi="", en="larger than 512 KiB", whole=b"# " + b"x" * (512 * 1024)),
    Broken("too_deep", vi="", en="line 1: more than 12 levels deep", whole=b"a: " + b"[" * 40 + b"]" * 40),
    Broken("key_is_a_list", vi="", en="line 1: a key must be a plain word", whole=b"? [a, b]\n: 1\n"),
    broken("not_yaml", "  key: small\n", "  key: small: bad\n", vi="", en=""),
    broken("tab", "  key: small\n", "\tkey: small\n", vi="", en=""),
    broken("duplicate_key", "  key: small\n", "  key: small\n  key: big\n", vi="", en=""),
    broken("missing_key", "year: 2026\n", "", vi="", en=""),
    broken("unknown_key", "  theme: default\n", "  colour: red\n", vi="", en=""),
    broken("year_as_text", "year: 2026\n", 'year: "2026"\n', vi="", en=""),
    broken("year_too_early", "year: 2026\n", "year: 17\n", vi="", en=""),
    broken("key_with_space", "key: phong-a,", "key: Phòng A,", vi="", en=""),
    broken("number_without_quotes", 'number: "2.1"', "number: 2", vi="", en=""),
    broken("unknown_kind_of_unit", "kind: phong,", "kind: phòng,", vi="", en=""),
    broken("unknown_content_kind", "kind: group}", "kind: folder}", vi="", en=""),
    broken("unknown_parent_unit", "parent: so, name: {vi: Phòng A", "parent: cuc, name: {vi: Phòng A", vi="", en=""),
    broken("unit_below_itself", "{key: so, kind: so,", "{key: so, kind: so, parent: vp,", vi="", en=""),
    broken("unit_twice", "key: phong-a,", "key: vp,", vi="", en=""),
    broken("unknown_site_unit", "  unit: so\n", "  unit: bo\n", vi="", en=""),
    broken("unknown_parent_section", "parent: chi-dao}", "parent: khong-co}", vi="", en=""),
    broken("section_number_twice", 'number: "2.1"', 'number: "1"', vi="", en=""),
    broken("unknown_section", "section: van-ban", "section: vanban", vi="", en=""),
    broken("line_of_a_heading", "section: van-ban", "section: chi-dao", vi="", en=""),
    broken("line_without_section", "    locale: en\n", "", vi="", en=""),
    broken("row_twice", '  - row: "2.1"', '  - row: "1"', vi="", en=""),
    broken("unknown_supplier", "suppliers: [{unit: vp}]", "suppliers: [{unit: office}]", vi="", en=""),
    broken("unknown_selector", "selector: professional_divisions", "selector: everybody", vi="", en=""),
    broken("unit_and_selector", "[{unit: vp}]", "[{unit: vp, selector: all_units}]", vi="", en=""),
    broken("unknown_post", "post: vp-editor}", "post: vp-chief}", vi="", en=""),
    broken("min_above_max", "min: 20, max: 30", "min: 40, max: 30", vi="", en=""),
    broken("negative_quota", "min: 20, max: 30", "min: -1, max: 30", vi="", en=""),
    broken("frequency_min_above_max", "min: 1, max: 3", "min: 4, max: 3", vi="", en=""),
    broken("deadline_without_days", "mode: deadline, days: 1,", "mode: deadline,", vi="", en=""),
    broken("days_without_deadline", "mode: daily,", "mode: daily, days: 2,", vi="", en=""),
    broken("unknown_trigger", "trigger: document_issued", "trigger: full_moon", vi="", en=""),
    broken("fifth_quarter", "quarters: [Q1, Q4]", "quarters: [Q1, Q5]", vi="", en=""),
    broken("quarter_twice", "quarters: [Q1, Q4]", "quarters: [Q1, Q1]", vi="", en=""),
    broken("budget_product", "amount_vnd: 150000}", "amount_vnd: 160000}", vi="", en=""),
    broken("budget_total", "total_vnd: 1950000", "total_vnd: 2000000", vi="", en=""),
    broken("money_with_dots", "total_vnd: 1950000", "total_vnd: 1.950.000", vi="", en=""),
    broken("day_that_is_not", "date: 2025-12-02", "date: 2025-02-30", vi="", en=""),
    broken("date_as_people_write_it", "date: 2025-12-02", "date: 02/12/2025", vi="", en=""),
    broken("month_that_is_not", "date: 2026-01\n", "date: 2026-13\n", vi="", en=""),
    broken("day_of_a_quarterly_report", "every: quarter,", "every: quarter, day: 24,", vi="", en=""),
    broken("font_sizes", "size_min_pt: 12", "size_min_pt: 16", vi="", en=""),
    broken("signing_mode", "position: GIÁM ĐỐC,", "position: GIÁM ĐỐC, mode: KT,", vi="", en=""),
    broken("hostname", "hostname: small.localhost", "hostname: http://small.localhost/", vi="", en=""),
    broken(
        "site_without_english",
        "title: {vi: Trang tin của Sở, en: The Department's site}",
        "title: {vi: Trang tin}",
        vi="",
        en="",
    ),
]
