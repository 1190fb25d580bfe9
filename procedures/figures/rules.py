"""The numbers of a unit and what they add up to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Files of a period. solved = on_time + late; `pending` None where the source does not say."""

    received: int
    solved: int
    on_time: int
    late: int
    pending: int | None = None

    @property
    def on_time_percent(self) -> float | None:
        """Of those solved, in percent with one decimal; None where none was."""
        return round(100 * self.on_time / self.solved, 1) if self.solved else None


def total_of(numbers: Sequence[Numbers]) -> Numbers:
    """The sum; what one unit does not say about pending files is not known of all."""
    pending = [one.pending for one in numbers]
    return Numbers(
        received=sum(one.received for one in numbers),
        solved=sum(one.solved for one in numbers),
        on_time=sum(one.on_time for one in numbers),
        late=sum(one.late for one in numbers),
        pending=None if None in pending or not pending else sum(count for count in pending if count is not None),
    )
