"""Broken plan files: each is the small plan with one fault, and the exact sentences it is refused with."""
# ruff: noqa: E501 (the sentences are compared whole)

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
    Broken(
        "empty",
        vi="không phải tệp kế hoạch: tệp phải gồm các khóa và giá trị",
        en="not a plan: the file must be one mapping of keys",
        whole=b"# nothing\n",
    ),
    Broken(
        "a_list",
        vi="dòng 1: không phải tệp kế hoạch: tệp phải gồm các khóa và giá trị",
        en="line 1: not a plan: the file must be one mapping of keys",
        whole=b"- a\n- b\n",
    ),
    Broken(
        "prose",
        vi="dòng 1: không phải tệp kế hoạch: tệp phải gồm các khóa và giá trị",
        en="line 1: not a plan: the file must be one mapping of keys",
        whole=b"just words",
    ),
    Broken(
        "two_documents",
        vi="dòng 2: không phải YAML: có tài liệu thứ hai bắt đầu bằng ---",
        en="line 2: not YAML: a second document begins with ---",
        whole=b"a: 1\n---\nb: 2\n",
    ),
    Broken(
        "alias_bomb",
        vi="dòng 1: không được dùng neo (&tên)",
        en="line 1: anchors (&name) are not allowed",
        whole=BOMB,
    ),
    Broken(
        "alias_without_anchor",
        vi="dòng 2: không được dùng bí danh (*tên)",
        en="line 2: aliases (*name) are not allowed",
        whole=b"a: 1\nb: *a\n",
    ),
    Broken(
        "python_object",
        vi="dòng 1: không được dùng thẻ tag:yaml.org,2002:python/object/apply:os.system",
        en="line 1: the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed",
        whole=b"a: !!python/object/apply:os.system [ls]\n",
    ),
    Broken(
        "not_utf8",
        vi="dòng 2: không phải văn bản UTF-8",
        en="line 2: not UTF-8 text",
        whole=b"a: 1\nb: \xff\xfe\n",
    ),
    Broken(
        "control_character",
        vi="dòng 2: không được dùng ký tự U+0007",
        en="line 2: character U+0007 is not allowed",
        whole=b"a: 1\nb: \x07\n",
    ),
    Broken(
        "too_large",
        vi="lớn hơn 512 KiB",
        en="larger than 512 KiB",
        whole=b"# " + b"x" * (512 * 1024),
    ),
    Broken(
        "too_deep",
        vi="dòng 1: lồng nhau quá 12 cấp",
        en="line 1: more than 12 levels deep",
        whole=b"a: " + b"[" * 40 + b"]" * 40,
    ),
    Broken(
        "key_is_a_list",
        vi="dòng 1: khóa phải là một từ",
        en="line 1: a key must be a plain word",
        whole=b"? [a, b]\n: 1\n",
    ),
    broken(
        "not_yaml",
        "  key: small\n",
        "  key: small: bad\n",
        vi="dòng 2: không phải YAML: dấu hai chấm đặt sai chỗ; hãy để nội dung trong dấu ngoặc kép",
        en="line 2: not YAML: a colon stands where none may; put the text in quotation marks",
    ),
    broken(
        "tab",
        "  key: small\n",
        "\tkey: small\n",
        vi="dòng 2: không phải YAML: có ký tự tab; hãy thụt dòng bằng dấu cách",
        en="line 2: not YAML: a tab; indent with spaces",
    ),
    broken(
        "duplicate_key",
        "  key: small\n",
        "  key: small\n  key: big\n",
        vi="dòng 3: khóa key xuất hiện hai lần",
        en="line 3: the key key is there twice",
    ),
    broken(
        "missing_key",
        "year: 2026\n",
        "",
        vi="dòng 1: thiếu khóa year",
        en="line 1: the key year is missing",
    ),
    broken(
        "unknown_key",
        "  theme: default\n",
        "  colour: red\n",
        vi="dòng 5, site.colour: khóa không có trong định dạng",
        en="line 5, site.colour: unknown key",
    ),
    broken(
        "year_as_text",
        "year: 2026\n",
        'year: "2026"\n',
        vi="dòng 7, year: phải là số nguyên",
        en="line 7, year: must be a whole number",
    ),
    broken(
        "year_too_early",
        "year: 2026\n",
        "year: 17\n",
        vi="dòng 7, year: 17 nhỏ hơn 2000",
        en="line 7, year: 17 is below 2000",
    ),
    broken(
        "key_with_space",
        "key: phong-a,",
        "key: Phòng A,",
        vi="dòng 23, units[3].key: “Phòng A” không phải mã gồm chữ thường không dấu, chữ số và dấu gạch nối đơn",
        en="line 23, units[3].key: “Phòng A” is not a key of lower-case letters, digits and single hyphens",
    ),
    broken(
        "number_without_quotes",
        'number: "2.1"',
        "number: 2",
        vi="dòng 33, sections[2].number: phải là văn bản chữ",
        en="line 33, sections[2].number: must be text",
    ),
    broken(
        "unknown_kind_of_unit",
        "kind: phong,",
        "kind: phòng,",
        vi="dòng 23, units[3].kind: “phòng” không thuộc các giá trị: so, ubnd, van_phong, phong, bo_phan, trung_tam, doan_the, mat_tran, dang, ban_bien_tap, ban_giam_doc, phuong_xa, external",
        en="line 23, units[3].kind: “phòng” is not one of: so, ubnd, van_phong, phong, bo_phan, trung_tam, doan_the, mat_tran, dang, ban_bien_tap, ban_giam_doc, phuong_xa, external",
    ),
    broken(
        "unknown_content_kind",
        "kind: group}",
        "kind: folder}",
        vi="dòng 32, sections[1].kind: “folder” không thuộc các giá trị: group, news, reference, document, news_document, procedure, notice, qa, image",
        en="line 32, sections[1].kind: “folder” is not one of: group, news, reference, document, news_document, procedure, notice, qa, image",
    ),
    broken(
        "unknown_parent_unit",
        "parent: so, name: {vi: Phòng A",
        "parent: cuc, name: {vi: Phòng A",
        vi="dòng 23, units[3].parent: không có đơn vị “cuc”",
        en="line 23, units[3].parent: unknown unit “cuc”",
    ),
    broken(
        "unit_below_itself",
        "{key: so, kind: so,",
        "{key: so, kind: so, parent: vp,",
        vi="dòng 20, units[0].parent: “so” lại là cấp trên của chính nó\ndòng 22, units[2].parent: “vp” lại là cấp trên của chính nó",
        en="line 20, units[0].parent: “so” is its own ancestor\nline 22, units[2].parent: “vp” is its own ancestor",
    ),
    broken(
        "unit_twice",
        "key: phong-a,",
        "key: vp,",
        vi="dòng 23, units[3].key: key “vp” xuất hiện hai lần; lần đầu ở dòng 22",
        en="line 23, units[3].key: key “vp” is there twice; the first is on line 22",
    ),
    broken(
        "unknown_site_unit",
        "  unit: so\n",
        "  unit: bo\n",
        vi="dòng 4, site.unit: không có đơn vị “bo”",
        en="line 4, site.unit: unknown unit “bo”",
    ),
    broken(
        "unknown_parent_section",
        "parent: chi-dao}",
        "parent: khong-co}",
        vi="dòng 33, sections[2].parent: không có chuyên mục “khong-co”",
        en="line 33, sections[2].parent: unknown section “khong-co”",
    ),
    broken(
        "section_number_twice",
        'number: "2.1"',
        'number: "1"',
        vi="dòng 33, sections[2].number: number “1” xuất hiện hai lần; lần đầu ở dòng 31",
        en="line 33, sections[2].number: number “1” is there twice; the first is on line 31",
    ),
    broken(
        "unknown_section",
        "section: van-ban",
        "section: vanban",
        vi="dòng 42, lines[1].section: không có chuyên mục “vanban”",
        en="line 42, lines[1].section: unknown section “vanban”",
    ),
    broken(
        "line_of_a_heading",
        "section: van-ban",
        "section: chi-dao",
        vi="dòng 42, lines[1].section: “chi-dao” là tên nhóm, không có dòng kế hoạch",
        en="line 42, lines[1].section: “chi-dao” is a heading and has no line",
    ),
    broken(
        "line_without_section",
        "    locale: en\n",
        "",
        vi="dòng 47, lines[2]: chỉ dòng của ngôn ngữ khác mới được không có chuyên mục",
        en="line 47, lines[2]: only the line of another language may have no section",
    ),
    broken(
        "row_twice",
        '  - row: "2.1"',
        '  - row: "1"',
        vi="dòng 41, lines[1].row: row “1” xuất hiện hai lần; lần đầu ở dòng 35",
        en="line 41, lines[1].row: row “1” is there twice; the first is on line 35",
    ),
    broken(
        "unknown_supplier",
        "suppliers: [{unit: vp}]",
        "suppliers: [{unit: office}]",
        vi="dòng 44, lines[1].suppliers[0].unit: không có đơn vị “office”",
        en="line 44, lines[1].suppliers[0].unit: unknown unit “office”",
    ),
    broken(
        "unknown_selector",
        "selector: professional_divisions",
        "selector: everybody",
        vi="dòng 50, lines[2].suppliers[0].selector: “everybody” không thuộc các giá trị: all_units, all_divisions, all_divisions_and_units, professional_divisions, board_standing_member",
        en="line 50, lines[2].suppliers[0].selector: “everybody” is not one of: all_units, all_divisions, all_divisions_and_units, professional_divisions, board_standing_member",
    ),
    broken(
        "unit_and_selector",
        "[{unit: vp}]",
        "[{unit: vp, selector: all_units}]",
        vi="dòng 44, lines[1].suppliers[0]: phải nêu đúng một trong hai: unit hoặc selector",
        en="line 44, lines[1].suppliers[0]: must name exactly one of unit and selector",
    ),
    broken(
        "unknown_post",
        "post: vp-editor}",
        "post: vp-chief}",
        vi="dòng 46, lines[1].responsible.post: không có vị trí “vp-chief”",
        en="line 46, lines[1].responsible.post: unknown post “vp-chief”",
    ),
    broken(
        "min_above_max",
        "min: 20, max: 30",
        "min: 40, max: 30",
        vi="dòng 37, lines[0].quota.min: min 40 lớn hơn max 30",
        en="line 37, lines[0].quota.min: min 40 is above max 30",
    ),
    broken(
        "negative_quota",
        "min: 20, max: 30",
        "min: -1, max: 30",
        vi="dòng 37, lines[0].quota.min: -1 nhỏ hơn 0",
        en="line 37, lines[0].quota.min: -1 is below 0",
    ),
    broken(
        "frequency_min_above_max",
        "min: 1, max: 3",
        "min: 4, max: 3",
        vi="dòng 53, frequency.min: min 4 lớn hơn max 3",
        en="line 53, frequency.min: min 4 is above max 3",
    ),
    broken(
        "deadline_without_days",
        "mode: deadline, days: 1,",
        "mode: deadline,",
        vi="dòng 45, lines[1].sla: mode deadline phải có days và trigger",
        en="line 45, lines[1].sla: a deadline needs days and a trigger",
    ),
    broken(
        "days_without_deadline",
        "mode: daily,",
        "mode: daily, days: 2,",
        vi="dòng 39, lines[0].sla.days: days chỉ dùng với mode deadline",
        en="line 39, lines[0].sla.days: days belong to mode deadline only",
    ),
    broken(
        "unknown_trigger",
        "trigger: document_issued",
        "trigger: full_moon",
        vi="dòng 45, lines[1].sla.trigger: “full_moon” không thuộc các giá trị: document_issued, question_received, event_held, vi_item_published, organisation_change",
        en="line 45, lines[1].sla.trigger: “full_moon” is not one of: document_issued, question_received, event_held, vi_item_published, organisation_change",
    ),
    broken(
        "fifth_quarter",
        "quarters: [Q1, Q4]",
        "quarters: [Q1, Q5]",
        vi="dòng 52, tasks[0].quarters[1]: “Q5” không thuộc các giá trị: Q1, Q2, Q3, Q4",
        en="line 52, tasks[0].quarters[1]: “Q5” is not one of: Q1, Q2, Q3, Q4",
    ),
    broken(
        "quarter_twice",
        "quarters: [Q1, Q4]",
        "quarters: [Q1, Q1]",
        vi="dòng 52, tasks[0].quarters: có hai mục giống nhau",
        en="line 52, tasks[0].quarters: has the same item twice",
    ),
    broken(
        "budget_product",
        "amount_vnd: 150000}",
        "amount_vnd: 160000}",
        vi="dòng 58, budget.lines[0].amount_vnd: 3 × 50.000 đ = 150.000 đ, không phải 160.000 đ\ndòng 60, budget.total_vnd: cộng các khoản được 1.960.000 đ, không phải 1.950.000 đ",
        en="line 58, budget.lines[0].amount_vnd: 3 × 50.000 đ = 150.000 đ, not 160.000 đ\nline 60, budget.total_vnd: the lines sum to 1.960.000 đ, not 1.950.000 đ",
    ),
    broken(
        "budget_total",
        "total_vnd: 1950000",
        "total_vnd: 2000000",
        vi="dòng 60, budget.total_vnd: cộng các khoản được 1.950.000 đ, không phải 2.000.000 đ",
        en="line 60, budget.total_vnd: the lines sum to 1.950.000 đ, not 2.000.000 đ",
    ),
    broken(
        "money_with_dots",
        "total_vnd: 1950000",
        "total_vnd: 1.950.000",
        vi="dòng 60, budget.total_vnd: phải là số nguyên",
        en="line 60, budget.total_vnd: must be a whole number",
    ),
    broken(
        "day_that_is_not",
        "date: 2025-12-02",
        "date: 2025-02-30",
        vi="dòng 29, regulations[0].date: không có ngày 2025-02-30",
        en="line 29, regulations[0].date: there is no day 2025-02-30",
    ),
    broken(
        "date_as_people_write_it",
        "date: 2025-12-02",
        "date: 02/12/2025",
        vi="dòng 29, regulations[0].date: “02/12/2025” không phải ngày viết theo dạng YYYY-MM-DD",
        en="line 29, regulations[0].date: “02/12/2025” is not a date written YYYY-MM-DD",
    ),
    broken(
        "month_that_is_not",
        "date: 2026-01\n",
        "date: 2026-13\n",
        vi="dòng 13, record.date: không có ngày 2026-13",
        en="line 13, record.date: there is no day 2026-13",
    ),
    broken(
        "day_of_a_quarterly_report",
        "every: quarter,",
        "every: quarter, day: 24,",
        vi="dòng 62, report_calendar[0].day: chỉ báo cáo hàng tháng mới có day",
        en="line 62, report_calendar[0].day: a day belongs to a monthly report only",
    ),
    broken(
        "font_sizes",
        "size_min_pt: 12",
        "size_min_pt: 16",
        vi="dòng 64, provisions.manuscript_format.size_min_pt: min 16 lớn hơn max 14",
        en="line 64, provisions.manuscript_format.size_min_pt: min 16 is above max 14",
    ),
    broken(
        "signing_mode",
        "position: GIÁM ĐỐC,",
        "position: GIÁM ĐỐC, mode: KT,",
        vi="dòng 15, record.signer.mode: “KT” không thuộc các giá trị: TM., KT., TL., TUQ.",
        en="line 15, record.signer.mode: “KT” is not one of: TM., KT., TL., TUQ.",
    ),
    broken(
        "hostname",
        "hostname: small.localhost",
        "hostname: http://small.localhost/",
        vi="dòng 3, site.hostname: “http://small.localhost/” không phải tên miền viết thường, không có cổng",
        en="line 3, site.hostname: “http://small.localhost/” is not a host name in lower case without port",
    ),
    broken(
        "site_without_english",
        "title: {vi: Trang tin của Sở, en: The Department's site}",
        "title: {vi: Trang tin}",
        vi="dòng 6, site.title: thiếu khóa en",
        en="line 6, site.title: the key en is missing",
    ),
]
