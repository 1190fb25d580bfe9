"""What every machine does, and how it fails."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class MachineFailed(DomainError):
    """The machine gave nothing that can be used. Whoever asked reads the sentence and goes on without it."""

    code = "machine_failed"


class MachineAway(MachineFailed):
    """Nobody answers, or an error is answered."""

    code = "machine_away"
    message = _("The machine translator does not answer. Translate without it, or try again later.")


class MachineSlow(MachineFailed):
    """The answer did not come in time."""

    code = "machine_slow"
    message = _("The machine translator takes too long (limit: {seconds} seconds). Try again later.")


class MachineBusy(MachineFailed):
    """It works for somebody else: who waited here would hold a place that the portal needs."""

    code = "machine_busy"
    message = _("The machine translator is busy with another text. Try again in a minute.")


class MachineWrong(MachineFailed):
    """The answer is none, or far too large."""

    code = "machine_wrong"
    message = _("The machine translator gave an answer that cannot be used. Tell your IT staff.")


class MachineRefused(MachineFailed):
    """It does not let us in, or has had enough for today."""

    code = "machine_refused"
    message = _("The machine translator refused the request (key or quota). Tell your IT staff.")


class MachineUnfit(MachineFailed):
    """It does not take what we ask: a language, a length, a number of texts; asking again would not help."""

    code = "machine_unfit"
    message = _("The machine translator does not accept the request: “{told}”. Tell your IT staff.")


class MachineTranslator(ABC):
    """A translator of fragments of HTML, all at once; answers as many texts as it was given, in order."""

    key: ClassVar[str]
    label: str | Promise

    @abstractmethod
    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """The texts in the other language; raise MachineFailed. Nothing else comes out of here."""


class NoMachine(MachineTranslator):
    """There is none: the buttons are not shown, and who asks all the same is told so."""

    key = "none"
    label = _("no machine translator")

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Raise MachineFailed."""
        raise MachineFailed(message=_("No machine translator is set up here."))
