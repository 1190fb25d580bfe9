"""The style guard: what a reader of the English text would stumble over. Hints for the translator, never a refusal."""

from cms.translation.glossary.guard.hints import Hint
from cms.translation.glossary.guard.judging import hints_of
from cms.translation.glossary.guard.terms import Glossary, GlossaryTerm

__all__ = ["Glossary", "GlossaryTerm", "Hint", "hints_of"]
