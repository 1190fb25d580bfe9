"""A plan of one year used for another: the demo runs the plan of 2017 in the current year."""

from dataclasses import replace

from cms.editorial.plan_file.spec import PlanFile


def shifted_to(plan: PlanFile, year: int) -> PlanFile:
    """The plan for another year: its own date and year move, what it refers to does not.

    Moved: `year`, the date of the record, and the year where title, theme and budget period name it.
    Kept: decisions on boards and regulations and the legal basis, which were taken when they were
    taken; the wording of tasks and lines; `source_year`, so that every screen can say whose plan it is.
    """
    if year == plan.year:
        return plan
    date = plan.record.date
    old, new = str(plan.year), str(year)
    return replace(
        plan,
        year=year,
        record=replace(
            plan.record,
            title=plan.record.title.replace(old, new),
            date=date.moved_by(year - plan.year) if date else None,
        ),
        theme=plan.theme.replace(old, new),
        budget=replace(plan.budget, period=plan.budget.period.replace(old, new)) if plan.budget else None,
    )
