"""What happens when: the content and the configuration make a list of moments. Pure and seeded."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cms.demo.config import OFFICE_HOURS, DemoConfig
from cms.demo.content_models import Content, Item
from cms.kernel.calendar import HANOI

Kind = Literal["publish", "translate", "correct", "move", "withdraw", "expire"]
# Days after the publication, and the hour: the plan gives translators two days (R078).
_LATER: dict[str, tuple[int, int]] = {
    "translate": (1, 9), "correct": (2, 14), "move": (3, 10), "withdraw": (5, 15), "expire": (14, 7),
}  # fmt: skip
_FOLLOWS_STATE: dict[str, Kind] = {"moved": "move", "withdrawn": "withdraw", "expired": "expire"}


@dataclass(frozen=True, kw_only=True, order=True)
class Step:
    """One thing that happens to one item."""

    at: datetime.datetime
    kind: Kind
    key: str


def event_days(content: Content, config: DemoConfig) -> dict[str, datetime.date]:
    """The day of each item's event, by key; a day off moves to the Friday before, where there is one."""
    days = {}
    for item in content.items:
        day = config.day_at(item.when)
        while day.weekday() >= 5 and day > config.first_day + datetime.timedelta(days=3):
            day -= datetime.timedelta(days=1)
        days[item.key] = day
    return days


def steps(content: Content, config: DemoConfig) -> Sequence[Step]:
    """Everything that happens, in the order of time; nothing lies after the load."""
    chance = random.Random(config.seed)  # noqa: S311 (times of day, not secrets)
    days = event_days(content, config)
    found: list[Step] = []
    for item in content.items:
        if item.state != "draft":
            found.extend(_steps_of(item, days[item.key], chance, config))
    return sorted(found)


def _steps_of(item: Item, day: datetime.date, chance: random.Random, config: DemoConfig) -> list[Step]:
    published = _moment(day, hour=chance.randint(*OFFICE_HOURS), minute=chance.randrange(60))
    kinds: list[Kind] = []
    if item.en is not None:
        kinds.append("translate")
    if item.corrections:
        kinds.append("correct")
    if item.state in _FOLLOWS_STATE:
        kinds.append(_FOLLOWS_STATE[item.state])
    latest = config.loaded_at - datetime.timedelta(minutes=30)
    later = []
    for order, kind in enumerate(kinds):
        days, hour = _LATER[kind]
        at = _moment(day + datetime.timedelta(days=days), hour=hour, minute=chance.randrange(60))
        later.append(Step(at=min(at, latest + datetime.timedelta(minutes=order)), kind=kind, key=item.key))
    return [Step(at=published, kind="publish", key=item.key), *later]


def _moment(day: datetime.date, *, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=HANOI)


def words_of(day: datetime.date, config: DemoConfig) -> dict[str, str]:
    """What `$event_day`, `$year` and the like stand for in the texts of an item."""
    deadline = day + datetime.timedelta(days=30)
    return {
        "event_day": f"{day.day}/{day.month}",
        "event_day_en": f"{day.day} {_ENGLISH_MONTHS[day.month - 1]}",
        "deadline": f"{deadline:%d/%m/%Y}",
        "year": str(config.year),
        "month": str(day.month),
        "quarter": ("I", "II", "III", "IV")[(day.month - 1) // 3],
    }


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
