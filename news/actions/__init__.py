"""What is done to section pages, articles, vocabularies and Word manuscripts."""

from news.actions.articles import Byline, draft_article, draft_translation
from news.actions.manuscripts import discard_manuscript, import_manuscript, take_manuscript
from news.actions.sections import make_section_pages
from news.actions.vocabulary import load_vocabulary

__all__ = [
    "Byline",
    "discard_manuscript",
    "draft_article",
    "draft_translation",
    "import_manuscript",
    "load_vocabulary",
    "make_section_pages",
    "take_manuscript",
]
