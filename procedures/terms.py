"""The closed lists of a procedure record (DOMAIN B4): keys for code and API, labels for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import fold


class Level(models.TextChoices):
    """Which level of government handles it (cấp thực hiện); one procedure may be handled at several."""

    MINISTRY = "ministry", _("ministry")
    PROVINCE = "province", _("province")
    COMMUNE = "commune", _("commune")
    MISSION = "mission", _("mission abroad")
    OTHER = "other", _("other agency")


class Audience(models.TextChoices):
    """Who may use it (đối tượng thực hiện), in the national portal's division."""

    CITIZEN = "citizen", _("Vietnamese citizens")
    OVERSEAS_VIETNAMESE = "overseas_vietnamese", _("Vietnamese living abroad")
    FOREIGNER = "foreigner", _("foreigners")
    OFFICIAL = "official", _("officials and public employees")
    ENTERPRISE = "enterprise", _("enterprises")
    FOREIGN_ENTERPRISE = "foreign_enterprise", _("enterprises with foreign capital")
    COOPERATIVE = "cooperative", _("cooperatives")
    ORGANISATION = "organisation", _("organisations other than enterprises and cooperatives")
    FOREIGN_ORGANISATION = "foreign_organisation", _("foreign organisations")


class OnlineLevel(models.TextChoices):
    """How far it can be done online today (NĐ 42/2022: toàn trình, một phần)."""

    FULL = "full", _("entirely online")
    PARTIAL = "partial", _("partly online")
    NONE = "none", _("not online")


class Status(models.TextChoices):
    """Whether it can be used today."""

    CURRENT = "current", _("in force")
    EXPIRED = "expired", _("no longer in force")
    REPEALED = "repealed", _("repealed")


class Channel(models.TextChoices):
    """How one applies (cách thức thực hiện); time limit and fee depend on it."""

    DIRECT = "direct", _("at the counter")
    ONLINE = "online", _("online")
    POST = "post", _("by post")


class TimeUnit(models.TextChoices):
    """In what a time limit is counted."""

    HOUR = "hour", _("hours")
    DAY = "day", _("calendar days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")


class FeeKind(models.TextChoices):
    """The two kinds of the fees act: phí pays for a service, lệ phí is a fixed charge."""

    FEE = "fee", _("service fee")
    CHARGE = "charge", _("charge")


class ItemType(models.TextChoices):
    """What a line of a dossier is: real records mix papers with headings and notes."""

    PAPER = "paper", _("paper")
    HEADING = "heading", _("heading")
    NOTE = "note", _("note")


class DecisionAction(models.TextChoices):
    """What a publication decision does to a procedure."""

    NEW = "new", _("newly issued")
    AMENDED = "amended", _("amended")
    REPLACED = "replaced", _("replaced")
    REPEALED = "repealed", _("repealed by decision")


class Validity(models.TextChoices):
    """Whether a document of the legal basis is in force, as far as the editors know."""

    IN_FORCE = "in_force", _("in force today")
    PARTLY_EXPIRED = "partly_expired", _("partly no longer in force")
    EXPIRED = "expired", _("wholly expired")
    NOT_YET = "not_yet", _("not yet in force")


# How records from elsewhere write the same things; compared folded.
_OTHER_WORDS: dict[type[models.TextChoices], dict[str, str]] = {
    Level: {
        "bộ": "ministry", "cấp bộ": "ministry", "trung ương": "ministry", "tỉnh": "province", "cấp tỉnh": "province",
        "xã": "commune", "cấp xã": "commune", "huyện": "commune", "cấp huyện": "commune",
        "cơ quan đại diện": "mission", "cơ quan khác": "other",
    },
    Audience: {
        "công dân": "citizen", "cá nhân": "citizen", "công dân việt nam": "citizen", "người dân": "citizen",
        "người việt nam định cư ở nước ngoài": "overseas_vietnamese", "kiều bào": "overseas_vietnamese",
        "người việt nam ở nước ngoài": "overseas_vietnamese", "người nước ngoài": "foreigner",
        "cán bộ, công chức, viên chức": "official", "doanh nghiệp": "enterprise",
        "doanh nghiệp có vốn đầu tư nước ngoài": "foreign_enterprise", "hợp tác xã": "cooperative",
        "tổ chức": "organisation", "tổ chức (không bao gồm doanh nghiệp, htx)": "organisation",
        "cơ quan": "organisation",
        "tổ chức nước ngoài": "foreign_organisation",
    },
    OnlineLevel: {
        "toàn trình": "full", "một phần": "partial", "không": "none", "chưa trực tuyến": "none",
    },
    Status: {
        "đang áp dụng": "current", "còn hiệu lực": "current", "hết hiệu lực": "expired", "bãi bỏ": "repealed",
        "đã bãi bỏ": "repealed",
    },
    Channel: {
        "trực tiếp": "direct", "trực tuyến": "online", "bưu chính": "post", "dịch vụ bưu chính": "post",
        "qua bưu chính": "post", "postal": "post",
    },
    TimeUnit: {"giờ": "hour", "ngày": "day", "ngày làm việc": "working_day", "tháng": "month"},
    FeeKind: {"phí": "fee", "lệ phí": "charge"},
    DecisionAction: {
        "ban hành mới": "new", "sửa đổi, bổ sung": "amended", "sửa đổi bổ sung": "amended", "thay thế": "replaced",
        "bãi bỏ": "repealed",
    },
}  # fmt: skip


def term_key(terms: type[models.TextChoices], written: str) -> str | None:
    """The key of a term written as its key or in Vietnamese, whatever its case and accents; None when unknown.

    "huyện" is the commune: the district level ended on 01/07/2025 (DOMAIN B10).
    """
    folded = " ".join(fold(written).split())
    if folded in terms.values:
        return folded
    words = {fold(word): key for word, key in _OTHER_WORDS.get(terms, {}).items()}
    return words.get(folded)
