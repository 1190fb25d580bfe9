"""What is done to section pages, articles and vocabularies."""

from news.actions.articles import Byline, draft_article, draft_translation
from news.actions.sections import make_section_pages
from news.actions.vocabulary import load_vocabulary

__all__ = ["Byline", "draft_article", "draft_translation", "load_vocabulary", "make_section_pages"]
