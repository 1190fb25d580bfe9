"""The words of records for the choices the catalogue knows: as portals, agencies and people write them."""

import re

from cms.kernel.text import fold

# Said where a portal has nothing to say (DOMAIN B4): never stored, and never empties what the catalogue knows.
NO_INFORMATION = frozenset(
    {
        "khong co thong tin", "chua co thong tin", "khong co du lieu", "dang cap nhat", "chua cap nhat", "khong ro",
        "n/a", "na", "none", "null", "-", "--", "---", "...", "no information", "khong xac dinh",
    }
)  # fmt: skip

CHANNELS: dict[str, tuple[str, ...]] = {
    "direct": ("truc tiep", "nop truc tiep", "tai cho", "in person", "tai bo phan mot cua"),
    "online": ("truc tuyen", "nop truc tuyen", "qua mang", "dvc truc tuyen", "qua cong dich vu cong"),
    "post": ("buu chinh", "dich vu buu chinh", "qua buu chinh", "buu dien", "qua buu dien", "by post", "bccl", "bcci"),
}
ONLINE_LEVELS: dict[str, tuple[str, ...]] = {
    "full": ("toan trinh", "dvc toan trinh", "dich vu cong truc tuyen toan trinh", "truc tuyen toan trinh", "dvcttt"),
    "partial": ("mot phan", "dvc mot phan", "dich vu cong truc tuyen mot phan", "truc tuyen mot phan"),
    "none": ("khong", "chi thong tin", "chi cung cap thong tin", "cung cap thong tin truc tuyen", "con lai", "no"),
}
# “mức độ 3, 4” of the repealed decrees: read, and marked for a person to check (DOMAIN E7).
OLD_ONLINE_LEVELS = {"4": "full", "3": "partial", "2": "none", "1": "none"}
STATUSES: dict[str, tuple[str, ...]] = {
    "current": ("dang ap dung", "con hieu luc", "hieu luc", "con hieu luc thi hanh", "dang thuc hien", "cong khai"),
    "expired": ("het hieu luc", "khong con ap dung", "ngung ap dung"),
    "repealed": ("bai bo", "bi bai bo", "da bai bo", "huy bo"),
}
ITEM_TYPES: dict[str, tuple[str, ...]] = {
    "paper": ("giay to", "giay", "thanh phan"),
    "heading": ("tieu de", "muc", "nhom"),
    "note": ("ghi chu", "luu y", "chu thich"),
}
YES = frozenset({"true", "1", "yes", "y", "x", "co", "dung", "mau"})
NO = frozenset({"false", "0", "no", "n", "khong", "sai"})

_OLD_LEVEL = re.compile(r"(?:dich vu cong |dvc |truc tuyen )*(?:muc|cap)(?: do)? ?([1-4])|([1-4])")
_SIGNS = re.compile(r"[\s_–—-]+")


def plain(text: str) -> str:
    """A word of a choice as it is compared: without accents, signs between words and dots at its ends."""
    return _SIGNS.sub(" ", fold(text)).strip(" .:;,")


def is_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say."""
    return fold(" ".join(text.split())).strip(" .:;()") in NO_INFORMATION or not text.strip(" .:;-–—_")


def choice_of(text: str, choices: dict[str, tuple[str, ...]]) -> str | None:
    """The key of a choice by its key or one of its words; None when it is none of them."""
    word = plain(text)
    for key, words in choices.items():
        if word == key or word in words:
            return key
    return None


def old_online_level(text: str) -> str | None:
    """The level of today for “mức độ 3”, “4”; None for any other text."""
    found = _OLD_LEVEL.fullmatch(plain(text))
    return OLD_ONLINE_LEVELS[found[1] or found[2]] if found else None
