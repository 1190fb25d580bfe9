"""Units, memberships, boards and regulations, and the days of the calendar."""

from cms.departments.models.governance import BoardMember, EditorialBoard, OperatingRegulation
from cms.departments.models.membership import Delegation, Membership, Post
from cms.departments.models.staff import FactorReset, StaffRecord
from cms.departments.models.unit import OrgUnit, UnitName, UnitSuccession
from cms.departments.models.working_day import Holiday, SwappedDay

__all__ = [
    "BoardMember",
    "Delegation",
    "EditorialBoard",
    "FactorReset",
    "Holiday",
    "Membership",
    "OperatingRegulation",
    "OrgUnit",
    "Post",
    "StaffRecord",
    "SwappedDay",
    "UnitName",
    "UnitSuccession",
]
