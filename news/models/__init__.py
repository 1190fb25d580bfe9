"""Section pages, articles, the open vocabularies they use, and Word files on their way to articles."""

from news.models.article import ArticleAuthor, ArticlePage
from news.models.manuscript_import import ManuscriptImport
from news.models.section import SectionPage
from news.models.vocabulary import Genre, Topic

__all__ = ["ArticleAuthor", "ArticlePage", "Genre", "ManuscriptImport", "SectionPage", "Topic"]
