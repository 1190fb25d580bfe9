"""Two texts that say the same find each other, and nobody learns of another department's draft (R022)."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.moderation.actions import withdraw_submission
from cms.moderation.jobs import note_fingerprints
from cms.moderation.models import FingerprintBand, TextFingerprint
from cms.moderation.queries import issues_of
from cms.moderation.requirements.fingerprints import bands, signature, similarity, title_band, words_of
from cms.pages.actions import withdraw
from cms.publishing.worker.delivering import run_until_idle
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import PARAGRAPH

TEXT = (
    "Sáng nay, tại trụ sở, lãnh đạo Sở đã tiếp đoàn công tác của tỉnh bạn sang thăm và làm việc về hợp tác biên giới. "
    "Hai bên trao đổi kết quả phối hợp quản lý cửa khẩu trong quý một, thống nhất tổ chức giao ban hằng tháng và mở "
    "thêm lớp tiếng Khmer cho cán bộ xã. Trưởng đoàn cảm ơn sự đón tiếp chu đáo và mời lãnh đạo Sở sang thăm vào tháng "
    "sau. Buổi tiếp kết thúc trong không khí hữu nghị, hai bên trao quà lưu niệm cho nhau."
)
OTHER = (
    "Phòng Lãnh sự hướng dẫn người dân nộp hồ sơ cấp hộ chiếu qua mạng. Người nộp chuẩn bị ảnh chân dung, căn cước và "
    "tài khoản định danh, sau đó chọn hình thức nhận kết quả tại nhà. Lệ phí được thanh toán trực tuyến."
)


def body(text: str) -> list[dict]:
    return [{**PARAGRAPH, "value": {"text": f"<p>{text}</p>", "lang": ""}}]


def reworded(text: str) -> str:
    """A quarter of the sentences are new, and another hand typed the rest."""
    return text.replace("Trưởng đoàn cảm ơn sự đón tiếp chu đáo", "Trưởng đoàn bày tỏ lời cám ơn").upper()


def test_equal_texts_are_wholly_similar_and_others_are_not() -> None:
    first, other = signature(words_of(TEXT)), signature(words_of(OTHER))
    assert similarity(first, signature(words_of(TEXT.upper()))) == 1
    assert similarity(first, other) < 0.1
    assert similarity(first, signature(words_of(reworded(TEXT)))) > 0.6


@given(st.lists(st.sampled_from(words_of(TEXT + OTHER)), max_size=300))
def test_a_signature_is_of_a_fixed_size_and_its_bands_fit_a_database(words: list[str]) -> None:
    taken = signature(words)
    assert len(taken) == (256 if len(words) >= 3 else 0)
    assert all(0 <= band < 2**63 for band in bands(taken))
    assert similarity(taken, taken) == (1 if taken else 0)


@given(st.integers(min_value=5, max_value=95))
def test_the_estimate_is_close_to_the_true_share(percent: int) -> None:
    first = [f"w{number}" for number in range(2000)]
    second = [f"w{number}" for number in range(2000 * percent // 100)] + [f"x{number}" for number in range(1500)]
    shingles = [{tuple(words[i : i + 3]) for i in range(len(words) - 2)} for words in (first, second)]
    true = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert abs(similarity(signature(first), signature(second)) - true) < 0.25  # four standard errors


def test_a_short_title_tells_nothing() -> None:
    assert title_band("Thông báo") is None
    assert title_band("Thông báo lịch tiếp công dân") == title_band("THONG BAO LICH TIEP CONG DAN")


@pytest.fixture
def room(db: None) -> Newsroom:
    return a_newsroom()


def duplicates(page: ArticlePage, at: datetime.datetime = AT) -> list[str]:
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [str(issue.message) for issue in issues_of(draft, at=at) if issue.key == "near_duplicate"]


@pytest.mark.requirement("R022")
def test_a_text_like_a_public_one_of_another_department_is_told_with_unit_and_title(room: Newsroom) -> None:
    room.live(room.draft(title="Tiếp đoàn công tác tỉnh bạn", body=body(TEXT)))
    run_until_idle(clock=timezone.now)
    later = AT + datetime.timedelta(days=20)
    mine = room.draft(title="Lãnh đạo Sở tiếp khách", body=body(reworded(TEXT)), department=room.other_division)
    [told] = duplicates(mine, at=later)
    assert "Tiếp đoàn công tác tỉnh bạn" in told
    assert room.division.name_vi in told
    assert duplicates(room.draft(title="Cấp hộ chiếu qua mạng", body=body(OTHER)), at=later) == []


@pytest.mark.requirement("R022")
def test_a_submitted_draft_is_told_by_its_unit_and_never_by_its_title(room: Newsroom) -> None:
    room.submitted(room.draft(title="Chuyện chưa ai được biết", body=body(TEXT)))
    mine = room.draft(title="Lãnh đạo Sở tiếp khách", body=body(TEXT), department=room.other_division)
    [told] = duplicates(mine)
    assert room.division.name_vi in told
    assert "Chuyện chưa ai được biết" not in told


@pytest.mark.requirement("R022")
def test_a_new_draft_of_a_public_text_does_not_give_its_title_away(room: Newsroom) -> None:
    page = room.live(room.draft(title="Tin cũ đã đăng từ trước", body=body(OTHER)))
    run_until_idle(clock=timezone.now)
    page.title, page.body = "Tên mới chưa đăng của bài", body(TEXT)
    page.save_revision(user=room.writer)
    room.submitted(page)
    [told] = duplicates(room.draft(title="Lãnh đạo Sở tiếp khách", body=body(TEXT)))
    assert "Tên mới" not in told
    assert "Tin cũ" not in told


@pytest.mark.requirement("R022")
def test_after_thirty_days_nobody_is_told(room: Newsroom) -> None:
    room.submitted(room.draft(body=body(TEXT)))
    mine = room.draft(title="Lãnh đạo Sở tiếp khách", body=body(TEXT))
    assert len(duplicates(mine, at=AT + datetime.timedelta(days=30))) == 1
    assert duplicates(mine, at=AT + datetime.timedelta(days=30, seconds=1)) == []


@pytest.mark.requirement("R022")
def test_the_same_title_is_told_even_when_the_texts_differ(room: Newsroom) -> None:
    title = "Lịch tiếp công dân của lãnh đạo Sở"
    room.submitted(room.draft(title=title, body=body(TEXT)))
    assert len(duplicates(room.draft(title=title.upper(), body=body(OTHER)))) == 1


def test_a_plain_draft_is_compared_with_by_nobody(room: Newsroom) -> None:
    room.draft(body=body(TEXT))
    assert duplicates(room.draft(body=body(TEXT))) == []
    assert not TextFingerprint.objects.exists()


def test_a_text_is_no_duplicate_of_itself(room: Newsroom) -> None:
    page = room.draft(body=body(TEXT))
    room.submitted(page)
    assert duplicates(page) == []


def test_what_was_taken_back_is_compared_no_more(room: Newsroom) -> None:
    page = room.draft(body=body(TEXT))
    room.submitted(page)
    withdraw_submission(page=page, reason="Gửi nhầm.", by=room.writer, at=AT)
    assert not TextFingerprint.objects.exists()
    assert not FingerprintBand.objects.exists()


def test_what_was_withdrawn_from_the_public_is_compared_no_more(room: Newsroom) -> None:
    page = room.live(room.draft(body=body(TEXT)))
    run_until_idle(clock=timezone.now)
    assert list(TextFingerprint.objects.values_list("is_public", "revision_id")) == [(True, page.live_revision_id)]
    withdraw(page=page, reason="Sai nội dung.", by=None, at=AT)
    run_until_idle(clock=timezone.now)
    assert not TextFingerprint.objects.exists()


def test_a_corrected_text_keeps_the_day_it_was_first_public(room: Newsroom) -> None:
    page = room.live(room.draft(body=body(TEXT)))
    run_until_idle(clock=timezone.now)
    first = TextFingerprint.objects.get()
    page.body = body(OTHER)
    page.save_revision().publish()
    run_until_idle(clock=timezone.now)
    again = TextFingerprint.objects.get()
    assert (again.pk, again.at) == (first.pk, first.at)
    assert again.signature != first.signature
    assert again.bands.count() == 22  # 21 of the text, one of the title


def test_texts_from_before_there_were_fingerprints_are_noted_by_the_worker_once(room: Newsroom) -> None:
    now = timezone.now()
    public = room.live(room.draft(title="Tiếp đoàn công tác", body=body(TEXT)))
    run_until_idle(clock=timezone.now)
    reviewed = room.draft(title="Cấp hộ chiếu", body=body(OTHER))
    room.submitted(reviewed, at=now)
    room.draft(title="Nháp", body=body(OTHER))
    before = set(TextFingerprint.objects.values_list("page", "is_public"))
    assert before == {(public.pk, True), (reviewed.pk, False)}
    ArticlePage.objects.filter(pk=public.pk).update(first_published_at=now)
    public.refresh_from_db()
    TextFingerprint.objects.all().delete()
    assert (note_fingerprints(now), note_fingerprints(now)) == (2, 0)
    assert set(TextFingerprint.objects.values_list("page", "is_public")) == before
    assert TextFingerprint.objects.get(page=public).at == public.first_published_at
    TextFingerprint.objects.all().delete()
    assert note_fingerprints(now + datetime.timedelta(days=31)) == 0
