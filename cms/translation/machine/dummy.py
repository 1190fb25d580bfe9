"""A machine for tests and demonstrations: it takes the marks off the letters and says so."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cms.translation.machine.port import MachineTranslator

_TAG = re.compile(r"(<[^<>]*>)")


class DummyMachine(MachineTranslator):
    """`Tin <b>mới</b>` → `[en] Tin <b>moi</b>`: nobody takes it for English."""

    key = "dummy"
    label = _("dummy (for tests)")

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """The letters without their marks, the tags as they are."""
        return [f"[{target}] " + "".join(_plain(part) for part in _TAG.split(text)) for text in texts]


def _plain(part: str) -> str:
    if part.startswith("<"):
        return part
    decomposed = unicodedata.normalize("NFD", part.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
