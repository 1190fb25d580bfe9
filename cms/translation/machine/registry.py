"""Which machine the settings name. An unknown one is an error at start (`checks`), not at the press of a button."""

from collections.abc import Callable

from django.conf import settings

from cms.translation.machine.dummy import DummyMachine
from cms.translation.machine.libretranslate import LibreTranslate
from cms.translation.machine.port import MachineTranslator, NoMachine

_MACHINES: dict[str, Callable[[], MachineTranslator]] = {}


def register_machine(key: str, make: Callable[[], MachineTranslator]) -> None:
    """Offer a machine under a name of the setting `TRANSLATION_MACHINE`."""
    _MACHINES[key] = make


def machine() -> MachineTranslator:
    """The machine of the settings; raise KeyError for one that nobody registered."""
    return _MACHINES[settings.TRANSLATION_MACHINE]()


def known_machines() -> list[str]:
    """What the setting may name."""
    return sorted(_MACHINES)


def has_machine() -> bool:
    """Whether there is one at all: without, no button is shown."""
    return str(settings.TRANSLATION_MACHINE) != NoMachine.key


def _libretranslate() -> MachineTranslator:
    return LibreTranslate(
        url=settings.LIBRETRANSLATE_URL,
        api_key=settings.LIBRETRANSLATE_API_KEY,
        seconds=settings.TRANSLATION_MACHINE_SECONDS,
    )


register_machine(NoMachine.key, NoMachine)
register_machine(DummyMachine.key, DummyMachine)
register_machine(LibreTranslate.key, _libretranslate)
