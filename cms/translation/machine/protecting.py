"""Places that programs fill, kept from the machine: wrapped on the way out, unwrapped on the way back. Pure.

>>> protected("Chào {name}, còn %(count)s ngày")
'Chào <span translate="no">{name}</span>, còn <span translate="no">%(count)s</span> ngày'
"""

import re

from cms.translation.markup import PLACE

_OPEN, _CLOSE = '<span translate="no">', "</span>"
_WRAPPED = re.compile(r"""<span\s+translate=["']no["']\s*>(.*?)</span\s*>""", re.I | re.S)


def protected(fragment: str) -> str:
    """The fragment with every placeholder marked as not to be translated."""
    return PLACE.sub(lambda found: f"{_OPEN}{found[0]}{_CLOSE}", fragment)


def unprotected(fragment: str) -> str:
    """The fragment without those marks."""
    return _WRAPPED.sub(lambda found: found[1], fragment)
