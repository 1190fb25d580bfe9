"""Requests for translation, the rule of each site, and which source a draft was made from."""

from cms.translation.models.build import TranslationBuild
from cms.translation.models.request import LISTED, TranslationRequest
from cms.translation.models.rule import TranslationRule

__all__ = ["LISTED", "TranslationBuild", "TranslationRequest", "TranslationRule"]
