"""Section pages, articles, and the open vocabularies they use."""

from news.models.article import ArticleAuthor, ArticlePage
from news.models.section import SectionPage
from news.models.vocabulary import Genre, Topic

__all__ = ["ArticleAuthor", "ArticlePage", "Genre", "SectionPage", "Topic"]
