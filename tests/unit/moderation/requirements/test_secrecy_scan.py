"""Which words are a mark of secrecy, which are only a mention, and which are ordinary Vietnamese (R104)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.moderation.requirements.secrecy.scan import scan_file_name, scan_line

MARK, DOUBT, NOTHING = "mark", "doubt", "nothing"


def verdict(findings: list) -> str:
    return NOTHING if not findings else MARK if findings[0].is_mark else DOUBT


LINES = [
    # What stands on secret papers.
    ("MẬT", MARK),
    ("Mật", MARK),
    ("mật", MARK),
    ("  MẬT.  ", MARK),
    ("[MẬT]", MARK),
    ("(Mật)", MARK),
    ("*** MẬT ***", MARK),
    ("TỐI MẬT", MARK),
    ("Tối mật", MARK),
    ("TUYỆT MẬT", MARK),
    ("Tuyệt  mật", MARK),
    ("TỐI-MẬT", MARK),
    ("TUYỆT_MẬT", MARK),
    ("TỐIMẬT", MARK),
    ("TUYỆTMẬT", MARK),
    ("M Ậ T", MARK),
    ("T Ố I   M Ậ T", MARK),
    ("T.U.Y.Ệ.T M.Ậ.T", MARK),
    ("Độ mật: Mật", MARK),
    ("ĐỘ MẬT: TỐI MẬT", MARK),
    ("Độ mật", MARK),
    ("Mức độ mật: A", MARK),
    ("TUYET MAT", MARK),
    ("Tài liệu mật", MARK),
    ("VĂN BẢN MẬT", MARK),
    ("Báo cáo (Mật) về tình hình biên giới", MARK),
    ("MẬT - BÁO CÁO TÌNH HÌNH", MARK),
    ("Báo cáo tình hình biên giới – MẬT", MARK),
    ("Tài liệu MẬT của Sở, không phổ biến", MARK),
    ("CÔNG VĂN MẬT SỐ 12", MARK),
    ("Hồ sơ tuyệt mật về phân giới cắm mốc", MARK),
    ("Số: 15/BC-SNgV, tối mật", MARK),
    ("Công văn số 12 MẬT Mã hồ sơ 7", MARK),
    ("TỐI MẬT ĐỘ KHẨN: HỎA TỐC", MARK),
    ("M\u200bẬ\u200bT", MARK),
    ("MA\u0302\u0323T", MARK),
    ("МẬТ", MARK),  # Cyrillic М and Т
    ("ＭẬＴ", MARK),
    ("MẬ\u0332T", MARK),
    ("TỐI\u00a0MẬT", MARK),
    ("T\u00adỐI MẬT", MARK),
    # Mentions: somebody should look.
    ("Quản lý tài liệu mật trong cơ quan", DOUBT),
    ("Sở đã tiếp nhận 3 công văn mật trong tháng", DOUBT),
    ("Việc đóng dấu mật theo quy định", DOUBT),
    ("Cuộc họp mật của hai bên", DOUBT),
    ("Không đăng thông tin mật lên mạng", DOUBT),
    ("Danh mục bí mật nhà nước của ngành", DOUBT),
    ("Tài liệu chứa bí mật Nhà nước", DOUBT),
    ("Độ mật: Thường", DOUBT),
    ("Cách xác định độ mật của tài liệu", DOUBT),
    ("TOI MAT", DOUBT),
    ("[MAT]", DOUBT),
    ("ÔNG NGUYỄN VĂN MẬT DỰ HỘI NGHỊ", DOUBT),
    ("Marked top secret by the ministry", DOUBT),
    # Ordinary words.
    ("Bảo vệ bí mật kinh doanh của doanh nghiệp", NOTHING),
    ("BÍ MẬT KINH DOANH", NOTHING),
    ("Tập huấn bảo mật thông tin", NOTHING),
    ("HỘI NGHỊ BẢO MẬT VÀ AN TOÀN THÔNG TIN", NOTHING),
    ("Mật ong rừng U Minh", NOTHING),
    ("HỘI CHỢ MẬT ONG", NOTHING),
    ("Đổi mật khẩu định kỳ", NOTHING),
    ("Mật khẩu phải dài ít nhất 12 ký tự", NOTHING),
    ("Mật độ dân số tăng", NOTHING),
    ("Vào buổi tối mật độ giao thông tăng cao", NOTHING),
    ("Uống nước ấm buổi tối, mật ong để ngoài", NOTHING),
    ("Luật Bảo vệ bí mật nhà nước", NOTHING),
    ("Công tác bảo vệ bí mật Nhà nước năm 2026", NOTHING),
    ("Hai nước có quan hệ mật thiết", NOTHING),
    ("Cuộc gặp thân mật tại trụ sở", NOTHING),
    ("Tuần trăng mật ở Phú Quốc", NOTHING),
    ("Khám sỏi mật, túi mật miễn phí", NOTHING),
    ("Ngành cơ yếu và mật mã", NOTHING),
    ("Di tích Viện Cơ mật Huế", NOTHING),
    ("Ông Nguyễn Văn Mật phát biểu", NOTHING),
    ("Sản phẩm: hoa, mật, sáp", NOTHING),
    ("Rỉ mật đường mía", NOTHING),
    ("Phật giáo Mật tông", NOTHING),
    ("Thời tiết, mặt đường và mắt kính", NOTHING),
    ("Mất thẻ căn cước", NOTHING),
    ("Bận tối mắt tối mặt", NOTHING),
    ("Bữa tối Mật ong và bạn", NOTHING),
    ("", NOTHING),
]


@pytest.mark.requirement("R104")
@pytest.mark.parametrize(("line", "expected"), LINES, ids=[repr(line) for line, _ in LINES])
def test_a_line_holds_a_mark_a_mention_or_neither(line: str, expected: str) -> None:
    assert verdict(scan_line(line)) == expected


NAMES = [
    ("bao-cao-TUYET-MAT.pdf", MARK),
    ("to_trinh_toi_mat.docx", MARK),
    ("BaoCaoToiMat.pdf", MARK),
    ("Báo cáo MẬT.pdf", MARK),
    ("ke-hoach-mật.xlsx", MARK),
    ("TỐI MẬT 12-BC.pdf", MARK),
    ("tài liệu mật.doc", MARK),
    ("tai-lieu-mat.doc", DOUBT),
    ("bc_MAT.pdf", DOUBT),
    ("phieu-do-mat.pdf", DOUBT),
    ("bao-mat-thong-tin.pdf", NOTHING),
    ("bi-mat-kinh-doanh.pdf", NOTHING),
    ("mat-ong.jpg", NOTHING),
    ("mật ong rừng.jpg", NOTHING),
    ("mat-bang-tang-1.pdf", NOTHING),
    ("anh-be-mat-duong.jpg", NOTHING),
    ("MAT-BANG-TONG-THE.PDF", NOTHING),
    ("bảo mật.pdf", NOTHING),
    ("lich-tiep-dan.pdf", NOTHING),
]


@pytest.mark.requirement("R104")
@pytest.mark.parametrize(("name", "expected"), NAMES, ids=[name for name, _ in NAMES])
def test_a_file_name_holds_a_mark_a_mention_or_neither(name: str, expected: str) -> None:
    assert verdict(scan_file_name(name)) == expected


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u2066\u034f\u180e\ufe0f\u3164\U000e0061"
LOOK_ALIKE = {
    "M": "МΜＭ",
    "T": "ТΤＴ",
    "O": "ОΟ",
    "I": "ІΙ",
    "E": "ЕΕ",
    "Y": "ҮΥ",
    "m": "м",
    "t": "т",
    "o": "оο",
    "i": "і",
}


@st.composite
def disguised(draw: st.DrawFn, mark: str, *, any_case: bool = True) -> str:
    """The mark in any case, composed or not, with look-alikes and invisible characters anywhere."""
    letters = []
    for char in unicodedata.normalize("NFD", mark):
        cased = draw(st.sampled_from([char.lower(), char.upper()])) if any_case else char
        cased = draw(st.sampled_from([cased, *LOOK_ALIKE.get(cased, "")]))
        letters.append(cased + draw(st.text(st.sampled_from(INVISIBLE), max_size=2)))
    text = "".join(letters)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])), text)


@pytest.mark.requirement("R104")
@given(st.sampled_from(["Mật", "Tối mật", "Tuyệt mật", "Độ mật: Mật"]).flatmap(disguised))
def test_no_disguise_hides_a_mark(text: str) -> None:
    assert verdict(scan_line(text)) == MARK


@pytest.mark.requirement("R104")
@given(
    st.sampled_from(["Báo cáo", "Số 12, ", "Kính gửi: ", ""]),
    st.sampled_from(["Tối mật", "Tuyệt mật"]).flatmap(disguised),
    st.sampled_from(["", " về biên giới", ", ngày 3/2", "."]),
)
def test_a_level_of_secrecy_is_a_mark_within_a_sentence_too(before: str, mark: str, after: str) -> None:
    assert verdict(scan_line(f"{before} {mark}{after}")) == MARK


ORDINARY = ["bí mật kinh doanh", "bảo mật", "mật ong", "mật khẩu", "mật độ", "thân mật"]


@given(
    st.sampled_from([cased(text) for text in ORDINARY for cased in (str.lower, str.upper, str.capitalize)]).flatmap(
        lambda text: disguised(text, any_case=False)
    )
)
def test_no_disguise_makes_an_ordinary_word_a_mark(text: str) -> None:
    assert verdict(scan_line(text)) != MARK


@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    scan_line(text)
    scan_file_name(text)


def test_what_is_told_of_a_finding_is_whole_words() -> None:
    [finding] = scan_line("Trong cuộc họp giao ban, đơn vị đã gửi tài liệu mật cho các phòng chuyên môn nghiên cứu kỹ.")
    assert finding.words == "ban, đơn vị đã gửi tài liệu mật cho các phòng chuyên môn"
    [whole] = scan_line("(MẬT)")
    assert whole.words == "(MẬT)"
    assert [len(one.words) <= 90 for one in scan_file_name("a" * 500 + "tốimật")] == [True]
