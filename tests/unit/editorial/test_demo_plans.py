"""The shipped plans hold every fact of the plans they were written from. The expectation was written by hand."""
# ruff: noqa: E501 (tables read better unbroken)

import re
from pathlib import Path

import pytest

from cms.editorial.plan_file import PlanFile, read_plan
from cms.editorial.plan_file.words import Party
from cms.editorial.rules import Quota, sum_of_quotas

PLANS = Path(__file__).parents[3] / "cms" / "demo" / "plans"
PORTALS = ("Website Chính phủ", "Cổng thông tin điện tử của Tỉnh", "Bộ Ngoại giao")
ALL_YEAR = (1, 2, 3, 4)

# key, number, Vietnamese title, English title, kind, parent
DEPARTMENT_SECTIONS = [
    ("unit-info", "1", "Thông tin đơn vị", "About the Department", "reference", None),
    ("news", "2", "Tin tức - sự kiện", "News and events", "news", None),
    ("directives", "3", "Thông tin chỉ đạo điều hành", "Direction and administration", "group", None),
    ("directive-documents", "3.1", "Văn bản chỉ đạo điều hành", "Directive and administrative documents", "document", "directives"),
    ("work-programme", "3.2", "Chương trình công tác", "Work programme", "document", "directives"),
    ("legal-dissemination", "4", "Tuyên truyền, phổ biến pháp luật", "Legal information and dissemination", "news_document", None),
    ("procedures", "5", "Thủ tục hành chính", "Administrative procedures", "procedure", None),
    ("foreign-policy", "6", "Chính sách đối ngoại", "Foreign policy", "news", None),
    ("international-cooperation", "7", "Hợp tác quốc tế", "International cooperation", "news", None),
    ("consular", "8", "Lãnh sự - Người Việt Nam ở nước ngoài", "Consular affairs and overseas Vietnamese", "news", None),
    ("press-conferences", "10", "Báo chí - Hội thảo", "Press and conferences", "news", None),
    ("border-laos", "11", "Quản lý biên giới, hợp tác với Lào", "Border management and cooperation with Laos", "news", None),
    ("inspection", "12", "Thanh tra ngoại giao", "Diplomatic inspectorate", "news", None),
    ("recruitment", "13", "Tuyển dụng công chức, viên chức", "Recruitment of civil servants and public employees", "notice", None),
    ("protocol-handbook", "14", "Sổ tay lễ tân ngoại giao", "Diplomatic protocol handbook", "reference", None),
    ("qa", "15", "Hỏi đáp", "Questions and answers", "qa", None),
    ("photo-gallery", "16", "Hình ảnh hoạt động", "Photo gallery", "image", None),
    ("service-centre", "17", "Trung tâm Dịch vụ Đối ngoại", "Centre for External Relations Services", "news", None),
]  # fmt: skip

# row: section, min, max, unit of count, mode, days, trigger, supplier, sources, role, post
DEPARTMENT_LINES = {
    "1": ("unit-info", None, None, "tin_bai", "on_change", None, "organisation_change", "van-phong", (), "section_editor", "office-editor-1"),
    "2": ("news", 200, 220, "tin_bai", "daily", None, "", "@all_divisions_and_units", ("Website Chính phủ", "Trang website của Bộ Ngoại giao"), "department_head", None),
    "3.1": ("directive-documents", 20, 30, "tin_bai", "deadline", 1, "document_issued", "van-phong", (), "section_editor", "office-editor-1"),
    "3.2": ("work-programme", 12, 15, "tin_bai", "deadline", 1, "document_issued", "van-phong", (), "section_editor", "office-editor-1"),
    "4": ("legal-dissemination", 15, 20, "tin_bai", "deadline", 2, "document_issued", "van-phong", (), "section_editor", "office-editor-2"),
    "5": ("procedures", 15, 20, "tin_bai", "deadline", 1, "document_issued", "van-phong", (), "section_editor", "office-editor-3"),
    "6": ("foreign-policy", 2, 5, "tin_bai", "none", None, "", "van-phong", PORTALS, "section_editor", "office-editor-1"),
    "7": ("international-cooperation", 40, 100, "tin_bai", "none", None, "", "phong-hop-tac-quoc-te", PORTALS, "section_editor", "cooperation-editor"),
    "8": ("consular", None, None, "van_ban", "none", None, "", "phong-lanh-su", PORTALS, "section_editor", "consular-editor"),
    "9": ("consular", 70, 100, "tin_bai", "none", None, "", "phong-lanh-su", PORTALS, "section_editor", "consular-editor"),
    "10": ("press-conferences", 20, 30, "tin_bai", "none", None, "", "phong-lanh-su", PORTALS, "section_editor", "consular-editor"),
    "11": ("border-laos", 10, 15, "tin_bai", "none", None, "", "phong-quan-ly-bien-gioi", PORTALS, "section_editor", "border-editor"),
    "12": ("inspection", 5, 10, "tin_bai", "none", None, "", "bo-phan-thanh-tra", PORTALS, "section_editor", "office-editor-2"),
    "13": ("recruitment", 5, 10, "tin_bai", "deadline", 1, "document_issued", "van-phong", (), "section_editor", "office-editor-1"),
    "14": ("protocol-handbook", 10, 20, "tin_bai", "none", None, "", "phong-hop-tac-quoc-te", PORTALS, "section_editor", "cooperation-editor"),
    "15": ("qa", None, None, "cau_tra_loi", "deadline", 2, "question_received", "@all_divisions", (), "department_head", None),
    "16": ("photo-gallery", 30, 50, "hinh_anh", "deadline", 2, "event_held", "@board_standing_member", (), "standing_office", "office-editor-3"),
    "17": ("service-centre", 10, 20, "tin_bai", "none", None, "", "trung-tam-dich-vu-doi-ngoai", (), "section_editor", "centre-editor"),
    "18": (None, None, None, "tin_bai", "deadline", 2, "vi_item_published", "@professional_divisions", (), "translator", None),
}  # fmt: skip

ROW_REQUIREMENTS = [
    ("R045", "1"), ("R046", "2"), ("R048", "3.1"), ("R049", "3.2"), ("R050", "4"), ("R051", "5"), ("R052", "6"),
    ("R053", "7"), ("R054", "8"), ("R055", "9"), ("R056", "10"), ("R057", "11"), ("R058", "12"), ("R059", "13"),
    ("R060", "14"), ("R061", "15"), ("R062", "16"), ("R063", "17"), ("R064", "18"),
]  # fmt: skip


@pytest.fixture(scope="module")
def department() -> PlanFile:
    return read_plan((PLANS / "department-2017.yaml").read_bytes())


@pytest.fixture(scope="module")
def city() -> PlanFile:
    return read_plan((PLANS / "city-portal.yaml").read_bytes())


def party(value: Party) -> str:
    return value.unit or f"@{value.selector}"


@pytest.mark.requirement("R047")
def test_the_department_has_its_18_section_pages(department: PlanFile) -> None:
    found = [(s.key, s.number, s.title.vi, s.title.en, s.kind, s.parent) for s in department.sections]
    assert found == DEPARTMENT_SECTIONS
    assert all(section.scope.vi and section.scope.en for section in department.sections if section.kind != "group")


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.requirement(number), id=f"row_{row}") for number, row in ROW_REQUIREMENTS],
)
def test_a_row_of_appendix_1_is_kept(department: PlanFile, row: str) -> None:
    (line,) = [line for line in department.lines if line.key == row]
    (supplier,) = line.suppliers
    assert (
        line.section, line.minimum, line.maximum, line.unit_of_count, line.sla_mode, line.sla_days, line.trigger,
        party(supplier), line.external_sources, line.responsible_role, line.responsible_post,
    ) == DEPARTMENT_LINES[row]  # fmt: skip


@pytest.mark.requirement("R160")
def test_no_row_is_left_out_and_only_the_english_site_has_no_section(department: PlanFile) -> None:
    assert [line.key for line in department.lines] == list(DEPARTMENT_LINES)
    assert [(line.key, line.locale) for line in department.lines if line.section is None] == [("18", "en")]


@pytest.mark.requirement("R065")
def test_the_quotas_sum_to_434_to_615_items_and_30_to_50_pictures(department: PlanFile) -> None:
    quotas = [Quota(unit_of_count=x.unit_of_count, minimum=x.minimum, maximum=x.maximum) for x in department.lines]
    assert sum_of_quotas(quotas, unit_of_count="tin_bai") == (434, 615)
    assert sum_of_quotas(quotas, unit_of_count="hinh_anh") == (30, 50)


def test_the_words_of_the_paper_are_kept(department: PlanFile) -> None:
    lines = {line.key: line for line in department.lines}
    assert lines["1"].quantity_text == "Tùy vào thực tế"
    assert lines["8"].quantity_text == "Tùy thuộc vào số lượng thực tế các văn bản chính phủ ban hành"
    assert lines["16"].quantity_text == "Từ 30-50 hình ảnh"
    assert [lines[row].sla_text for row in ("1", "2", "3.1", "4", "7", "15", "16", "17", "18")] == [
        "Cập nhật mới khi có thay đổi",
        "Hàng ngày",
        "Chậm nhất một ngày sau khi có văn bản",
        "Chậm nhất hai ngày sau khi có Văn bản",
        "Cung cấp mới",
        "Chậm nhất 2 ngày ngay sau khi có câu hỏi",
        "Chậm nhất 2 ngày sau khi có sự kiện",
        "Cung cấp các thông tin hoạt động của TTDVĐN",
        "Chậm nhất 2 ngày ngay sau khi có tin bài đăng trên trang Tiếng Việt",
    ]
    assert lines["12"].supplier_text == "Bộ phận Thanh tra (Văn phòng Sở)"
    assert {row: line.responsible_text for row, line in lines.items() if line.responsible_text} == {
        "2": "Trưởng các phòng, đơn vị thuộc Sở",
        "15": "Trưởng phòng trả lời",
        "18": "Người dịch của các phòng chuyên môn",
    }
    assert (
        "87 năm thành lập Đảng; Đại hội Đảng bộ các cấp tiến tới Đại hội đại biểu toàn quốc lần thứ XII của Đảng; "
        "42 năm Ngày Giải phóng miền Nam, thống nhất đất nước 72 năm Ngày Cách mạng Tháng Tám"
    ) in department.tasks[-1].text.vi


@pytest.mark.requirement("R019")
def test_the_units_of_the_department(department: PlanFile) -> None:
    assert [(unit.key, unit.kind, unit.parent) for unit in department.units] == [
        ("so-ngoai-vu", "so", None),
        ("ban-giam-doc", "ban_giam_doc", "so-ngoai-vu"),
        ("ban-bien-tap", "ban_bien_tap", "so-ngoai-vu"),
        ("van-phong", "van_phong", "so-ngoai-vu"),
        ("bo-phan-thanh-tra", "bo_phan", "van-phong"),
        ("bo-phan-ke-toan-tai-vu", "bo_phan", "van-phong"),
        ("phong-hop-tac-quoc-te", "phong", "so-ngoai-vu"),
        ("phong-lanh-su", "phong", "so-ngoai-vu"),
        ("phong-quan-ly-bien-gioi", "phong", "so-ngoai-vu"),
        ("trung-tam-dich-vu-doi-ngoai", "trung_tam", "so-ngoai-vu"),
        ("cong-doan", "doan_the", "so-ngoai-vu"),
        ("doan-thanh-nien", "doan_the", "so-ngoai-vu"),
        ("so-thong-tin-truyen-thong", "external", None),
    ]
    assert all(unit.name.en for unit in department.units)


@pytest.mark.requirement("R068", "R075", "R097")
def test_the_key_tasks_with_their_quarters_and_units(department: PlanFile) -> None:
    assert [(task.number, task.quarters, party(task.by)) for task in department.tasks] == [
        (1, (2,), "van-phong"),
        (2, ALL_YEAR, "@all_divisions"),
        (3, (2,), "van-phong"),
        (4, ALL_YEAR, "van-phong"),
        (5, ALL_YEAR, "@all_divisions"),
        (6, ALL_YEAR, "@all_divisions"),
        (7, ALL_YEAR, "@all_divisions"),
        (9, ALL_YEAR, "@all_divisions"),
    ]
    assert department.tasks[0].text.vi == "Triển khai Trang thông tin điện tử phiên bản tiếng Anh"


@pytest.mark.requirement("R036")
def test_the_frequency_is_10_to_12_a_week(department: PlanFile) -> None:
    frequency = department.frequency
    assert frequency is not None
    assert (frequency.period, frequency.minimum, frequency.maximum) == ("week", 10, 12)


@pytest.mark.requirement("R080", "R091", "R092", "R093", "R094", "R095")
def test_the_budget_of_appendix_2(department: PlanFile) -> None:
    budget = department.budget
    assert budget is not None
    assert [(line.key, line.quantity, line.unit, line.rate_vnd, line.amount_vnd) for line in budget.lines] == [
        ("vi-news", 300, "tin/năm", 50_000, 15_000_000),
        ("en-news", 150, "tin/năm", 50_000, 7_500_000),
        ("collected", 200, "tin/năm", 10_000, 2_000_000),
        ("administration", 12, "tháng", 150_000, 1_800_000),
    ]
    assert budget.total_vnd == 26_300_000
    assert (budget.period, budget.funding) == ("Quý I - Quý IV/2017", "Kinh phí tự chủ của đơn vị được cấp trong năm")


@pytest.mark.requirement("R001", "R002", "R151", "R152", "R153", "R154", "R155", "R156")
def test_the_record_of_the_department(department: PlanFile) -> None:
    record = department.record
    assert (record.number, record.symbol, record.place, str(record.date)) == (
        "",
        "KH-BBT",
        "Thừa Thiên Huế",
        "2017-02-23",
    )
    assert (record.signer_position, record.signing_mode, record.is_signed) == ("GIÁM ĐỐC", "", True)
    assert record.recipients == ("BGĐ", "Sở TTTT", "Các phòng", "TTDVĐN", "Các đoàn thể Sở", "Lưu: VT, H.")
    assert [(basis["number"], basis["date"]) for basis in record.legal_basis] == [
        ("66/QĐ-SNgV", "2016-07-21"),
        ("26/QĐ-SNgV", "2012-07-05"),
    ]
    assert [annex["number"] for annex in record.annexes] == ["I", "II"]
    assert [(board.number, str(board.date)) for board in department.boards] == [("66/QĐ-SNgV", "2016-07-21")]
    assert [(rule.number, str(rule.date)) for rule in department.regulations] == [("26/QĐ-SNgV", "2012-07-05")]


def test_what_the_department_lays_down_beside_its_tables(department: PlanFile) -> None:
    provisions = department.provisions
    assert provisions["manuscript_format"] == {
        "software": "MSWord",
        "font": "Times New Roman",
        "size_min_pt": 12,
        "size_max_pt": 14,
    }
    target = provisions["online_service_target"]
    assert (target["target_percent"], target["levels"]) == (100, [3, 4])
    assert [step["step"] for step in provisions["workflow"]] == [1, 2, 3, 4, 5]
    assert [(report.every, report.owner) for report in department.reports] == [("quarter", "van-phong")]


@pytest.mark.requirement("R013", "R109", "R110", "R111", "R112", "R113", "R114", "R115", "R116")
def test_the_city_has_eight_sections_without_quota_or_time(city: PlanFile) -> None:
    assert [(s.number, s.key, s.title.vi, s.image_required) for s in city.sections] == [
        ("2.1", "tin-tuc-su-kien", "Tin tức, sự kiện", True),
        ("2.2", "cchc-dvc", "Cải cách hành chính. Dịch vụ hành chính công", True),
        ("2.3", "tuong-tac-cong-dan", "Tương tác với công dân", True),
        ("2.4", "chuyen-doi-so", "Chuyển đổi số", True),
        ("2.5", "thong-tin-can-biet", "Thông tin cần biết, phòng chống dịch", True),
        ("2.6", "quy-tac-ung-xu", "Quy tắc ứng xử, văn minh đô thị", True),
        ("2.7", "du-lich-su-kien", "Thành phố du lịch, thành phố sự kiện", True),
        ("2.8", "mttq-doan-the", "Hoạt động của UBMTTQ, các đoàn thể", True),
    ]
    assert {(x.minimum, x.maximum, x.sla_mode, x.sla_days, party(x.suppliers[0])) for x in city.lines} == {
        (None, None, "none", None, "@all_units")
    }
    assert city.kind == "communication"


@pytest.mark.requirement("R038", "R108")
def test_the_city_sets_700_to_800_items_a_year_with_pictures(city: PlanFile) -> None:
    assert (city.total.minimum, city.total.maximum) == (700, 800)
    assert city.total.text == "Viết khoảng 700 đến 800 tin, bài/1 năm kèm theo hình ảnh"


@pytest.mark.requirement("R004", "R005", "R122", "R152", "R154", "R164")
def test_the_record_of_the_city(city: PlanFile) -> None:
    record = city.record
    assert (record.number, record.symbol, record.place, str(record.date)) == ("", "KH-UBND", "Vũng Tàu", "2024")
    assert (record.signing_mode, record.signer_position) == ("KT.", "PHÓ CHỦ TỊCH")
    assert len(record.recipients) == 8
    assert [basis["number"] for basis in record.legal_basis] == [
        "42/2022/NĐ-CP",
        "8083/QĐ-UBND",
        "8137/QĐ-UBND",
        "02/BC-BBT",
    ]
    assert [(b.number, b.unit) for b in city.boards] == [("8137/QĐ-UBND", "ban-bien-tap-cong")]
    assert [(r.number, r.unit) for r in city.regulations] == [("8083/QĐ-UBND", "ubnd-thanh-pho")]
    assert city.theme == ""  # the paper refers to one and does not word it
    assert city.record.annexes[0]["is_missing"] is True


def test_the_month_of_the_city_ends_on_day_24(city: PlanFile) -> None:
    (report,) = city.reports
    assert (report.every, report.day_of_month, report.owner, report.receiver) == (
        "month",
        24,
        "phong-van-hoa-thong-tin",
        "ban-bien-tap-cong",
    )
    assert len(report.content) == 3


@pytest.mark.requirement("R009", "R101", "R117", "R120")
def test_forms_roles_and_component_sites_of_the_city(city: PlanFile) -> None:
    provisions = city.provisions
    assert provisions["formats"] == [
        "Tin, bài viết phản ánh, tường thuật, tổng hợp",
        "Tin, bài viết ngắn",
        "Phóng sự ảnh",
        "Ảnh hoạt động, ảnh minh họa",
    ]
    assert [role["role"] for role in provisions["roles"]] == [
        "board_head",
        "board_member",
        "secretariat",
        "contributor",
        "finance_payment",
        "finance_allocation",
        "finance_estimate",
    ]
    sites = provisions["sub_sites"]
    assert (sites["count"], sites["responsible"], len(sites["each_must_have"])) == (17, "Chủ tịch UBND phường, xã", 3)
    assert not [unit for unit in city.units if unit.kind == "phuong_xa"]


def test_what_every_party_of_the_city_also_does(city: PlanFile) -> None:
    """Decisions 8083 (the rules) and 8137 (the board) give each party further duties; the wards only by the first."""
    repeated = {
        duties["who"]: [
            number
            for number in ("8083/QĐ-UBND", "8137/QĐ-UBND")
            if any(f"Quyết định số {number}" in duty for duty in duties["duties"])
        ]
        for duties in city.provisions["duties"]
    }
    assert repeated == {
        "Phòng Văn hóa và Thông tin": ["8083/QĐ-UBND", "8137/QĐ-UBND"],
        "Phòng Tài chính - Kế hoạch": ["8083/QĐ-UBND", "8137/QĐ-UBND"],
        "Văn phòng HĐND và UBND Thành phố": ["8083/QĐ-UBND", "8137/QĐ-UBND"],
        "Chủ tịch UBND các phường, xã": ["8083/QĐ-UBND"],
        "Các phòng, ban, cơ quan, đơn vị, MTTQ và các đoàn thể": ["8083/QĐ-UBND", "8137/QĐ-UBND"],
        "Ban biên tập Cổng thông tin điện tử thành phố": [],
    }
    assert (
        "Các thành viên Ban biên tập, Tổ thư ký làm việc theo sự phân công của Trưởng Ban biên tập"
        in city.provisions["review_rule"]
    )


@pytest.mark.parametrize("name", ["department-2017.yaml", "city-portal.yaml"])
def test_the_faults_of_the_papers_are_not_carried_over(name: str) -> None:
    lines = (PLANS / name).read_text(encoding="utf-8").splitlines()
    data = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    assert not re.search(r"VNiED|quy phạm quy phạm|hoạt hoạt|đánh đánh|gửi đến Ban Biên\.", data)
