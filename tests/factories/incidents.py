"""Technical faults for tests. Usage: `an_incident(subsite, by=person)`; with `is_outage=True`, `began=` and `at=`."""

import datetime

from django.utils import timezone

from cms.accounts.models import User
from cms.incidents.actions import close_incident, report_incident
from cms.incidents.models import Incident
from cms.subsites.models import Subsite

HOUR = datetime.timedelta(hours=1)


def an_incident(
    subsite: Subsite,
    *,
    by: User,
    title: str = "Trang tìm kiếm báo lỗi",
    kind: str = Incident.Kind.FUNCTION,
    is_outage: bool = False,
    at: datetime.datetime | None = None,
    began: datetime.datetime | None = None,
) -> Incident:
    """Reported by the action; noticed an hour before, unless something else is said."""
    at = at or timezone.now()
    return report_incident(
        subsite=subsite, kind=kind, title=title, description="Bấm “Tìm” thì hiện lỗi.", is_outage=is_outage,
        began_at=began or at - HOUR, by=by, at=at,
    )  # fmt: skip


def closed(
    incident: Incident, *, by: User, at: datetime.datetime, ended: datetime.datetime | None = None, outcome: str = ""
) -> Incident:
    """Closed by the action, over at that moment unless something else is said."""
    return close_incident(
        incident=incident, outcome=outcome or Incident.Outcome.MENDED, resolution="Đã khởi động lại dịch vụ tìm kiếm.",
        ended_at=ended or at, by=by, at=at,
    )  # fmt: skip
