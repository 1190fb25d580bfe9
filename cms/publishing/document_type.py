"""What a kind of public content is, declared once with every property explicit."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """A kind of document in the store; no property has a default but the last.

    name: the public word for it, in the API and in template names.
    label: its name for people, lazily translated.
    schema_version: raised whenever the shape of `details` changes.
    searchable: goes to the search index. listed: appears in `/documents/` without asking by type.
    translatable: has an English version. in_sitemap: has an address worth a crawler's visit.
    named_by: facets by whose value somebody asks for one document (`procedures/{key or code}/`); they are
    remembered when it is withdrawn.
    follows_source: translations repeat facts of the Vietnamese document, so they are presented anew with it.
    """

    name: str
    label: str | Promise
    schema_version: int
    searchable: bool
    listed: bool
    translatable: bool
    in_sitemap: bool
    named_by: tuple[str, ...]
    follows_source: bool = False
