"""The English items that the budget pays, counted (R080): 150 a year in the department's plan."""

import datetime
from dataclasses import dataclass

from cms.editorial.models import BudgetLine, Contribution
from cms.editorial.queries import version_in_force
from cms.kernel.calendar import end_of_day, start_of_day
from cms.kernel.periods import Year
from cms.subsites.models import Subsite
from cms.translation.languages import TARGET

# Key of the budget line in the plan files.
LINE = "en-news"


@dataclass(frozen=True, kw_only=True)
class EnglishBudget:
    """What the plan of a year pays for, and how many English items went public in it for the first time."""

    subsite: Subsite
    year: int
    budgeted: int
    done: int

    @property
    def left(self) -> int:
        """How many more are paid; 0 when all are used."""
        return max(0, self.budgeted - self.done)


def english_budget(subsite: Subsite, *, on: datetime.date) -> EnglishBudget | None:
    """The standing of the year's budget line on a day; None where the plan has none. Three queries."""
    version = version_in_force(subsite, on)
    line = BudgetLine.objects.filter(version=version, key=LINE).first() if version is not None else None
    if line is None:
        return None
    year = Year(on.year)
    done = Contribution.objects.counted().filter(
        subsite=subsite,
        locale=TARGET,
        published_at__gte=start_of_day(year.start),
        published_at__lte=end_of_day(min(on, year.end)),
    )
    return EnglishBudget(subsite=subsite, year=on.year, budgeted=line.quantity, done=done.count())
