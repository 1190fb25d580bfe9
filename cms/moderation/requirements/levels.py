"""How much each requirement weighs on a site and in a section: the section's word, the site's, the default."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Weight

# Whatever a plan says, these always block (DOMAIN E15). A picture without a text alternative is among them because the
# accessibility of agencies' pages is law (TT 22/2023) and no matter of a plan.
ALWAYS_BLOCK = frozenset({"secrecy", "department", "board_approval", "source", "image_alt", "complete_translation"})


def weight_of(key: str, *, default: str, levels: Mapping[str, str]) -> str:
    """The weight of a requirement under the rules in hand."""
    if key in ALWAYS_BLOCK:
        return Weight.BLOCK
    said = levels.get(key, "")
    return said if said in Weight.values else default


def check_levels(levels: Any, *, known: frozenset[str]) -> None:
    """Raise ValidationError for what is no table of requirement → weight, or weakens what always blocks."""
    if not isinstance(levels, dict):
        raise ValidationError(_("The weights of requirements are pairs of a key and a weight."), code="shape")
    unknown = sorted(str(key) for key in levels if key not in known | ALWAYS_BLOCK)
    if unknown:
        message = _("There are no such requirements: %(keys)s.")
        raise ValidationError(message, code="unknown_requirement", params={"keys": ", ".join(unknown)})
    wrong = sorted(key for key, value in levels.items() if value not in Weight.values)
    if wrong:
        message = _("A requirement blocks, warns or is off: %(keys)s.")
        raise ValidationError(message, code="unknown_weight", params={"keys": ", ".join(wrong)})
    fixed = sorted(key for key, value in levels.items() if key in ALWAYS_BLOCK and value != Weight.BLOCK)
    if fixed:
        message = _("These always block, on every site: %(keys)s.")
        raise ValidationError(message, code="always_blocks", params={"keys": ", ".join(fixed)})
