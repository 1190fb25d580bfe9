"""A line of the plan in people's words: for the side panel and for the screen of the plan."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.editorial.models import PlanLine
from cms.editorial.queries import LineStanding
from cms.editorial.rules import Pace, Progress


def quota_text(line: PlanLine) -> str:
    """“200–220 news items and articles”, the plan's words where it gives no number, or “no quota”."""
    if line.minimum is None and line.maximum is None:
        return line.quantity_text or _("no quota")
    numbers = [str(number) for number in (line.minimum, line.maximum) if number is not None]
    return f"{'–'.join(dict.fromkeys(numbers))} {line.get_unit_of_count_display()}"


def progress_text(progress: Progress) -> str:
    """“41 of 200 (at this pace 190 by the end of the year)”; only what is done where there is no quota."""
    if progress.pace == Pace.NO_QUOTA:
        return str(progress.done)
    target = progress.minimum if progress.minimum is not None else progress.maximum
    text = _("{done} of {target}").format(done=progress.done, target=target)
    pace = _("at this pace {forecast} by the end of the year").format(forecast=progress.forecast)
    return f"{text} ({pace})"


def deadline_text(line: PlanLine) -> str:
    """The plan's own words, else the rule in words."""
    if line.sla_text:
        return line.sla_text
    if line.sla_mode == PlanLine.SlaMode.DEADLINE:
        return _("{days} days after: {trigger}").format(days=line.sla_days, trigger=line.get_trigger_display())
    return str(line.get_sla_mode_display())


def suppliers_text(standing: LineStanding) -> str:
    """Units by their short names, and persons where the plan names a role."""
    names = [unit.short_name or unit.name_vi for unit in standing.supply.units]
    return ", ".join([*names, *(str(person) for person in standing.supply.people)])


def editor_text(standing: LineStanding) -> str:
    """The post and who holds it today; the role where the plan names no post."""
    line = standing.line
    if line.responsible_post is None:
        return line.responsible_text or str(line.get_responsible_role_display())
    english = get_language() == "en"
    post = (line.responsible_post.title_en if english else "") or line.responsible_post.title_vi
    holders = ", ".join(str(person) for person in standing.editors)
    nobody = _("nobody holds it at present")
    return f"{post}: {holders or nobody}"
