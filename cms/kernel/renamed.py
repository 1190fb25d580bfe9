"""Names that differ between the versions of Wagtail we run on: 7.4, and 8 (`make test-wagtail8`)."""

from types import ModuleType
from typing import Any


def renamed(module: ModuleType, old: str, new: str) -> Any:
    """What `module` calls `old` up to Wagtail 7.4 and `new` from 8 on. Raise AttributeError where it has neither.

    The old name is asked for first: in 7.4 the new one may be that of the generic class below it.
    """
    return getattr(module, old) if hasattr(module, old) else getattr(module, new)
