"""The report of deliveries speaks Vietnamese."""

from cms.publishing.subscribers import subscriber_label


def test_every_subscriber_is_called_something_in_vietnamese() -> None:
    names = ("expansion", "cache", "contributions", "parents", "of-former-days")
    assert [subscriber_label(name) for name in names] == [
        "các trang liên quan",
        "bộ nhớ đệm công khai",
        "thống kê tin bài",
        "trang cấp trên",
        "of-former-days",
    ]
