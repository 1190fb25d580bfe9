"""Which document: what it is of, in which language, on which site."""

from dataclasses import dataclass
from uuid import UUID

from cms.publishing.models import document_key
from cms.subsites.models import Subsite


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The unique name of a document."""

    site: Subsite
    content_id: UUID
    locale: str

    @property
    def key(self) -> int:
        """The primary key of its row."""
        return document_key(site_key=self.site.key, content_id=self.content_id, locale=self.locale)

    @property
    def owner(self) -> str:
        """The name under which it holds its public files."""
        return f"{self.site.key}:{self.content_id}:{self.locale}"
