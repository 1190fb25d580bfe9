"""The shapes of the API's answers, for its description only: answers are made of stored bytes.

DRF keeps declared fields apart from attributes, so a field may be called `source` or `parent`; its stubs
do not know that. What a document says in `details` stands in `document_details` and `procedure_details`, what only
the search answers in `search_shapes`.
A contract test holds every presenter's output, and the answers of the running API, against them.
"""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers as s

from cms.delivery.document_details import (
    LOCALE_CHOICES,
    ArticleDetails,
    BodyDetails,
    Breadcrumb,
    HomeDetails,
    Image,
    Link,
    MenuDetails,
    OrganisationDetails,
    SectionDetails,
    Translation,
    UnitDetails,
)
from cms.delivery.procedure_details import LifeEventGuideDetails, ListedFacts, ProcedureDetails
from cms.delivery.procedure_truth import ChangeNoticeDetails, ProcessingFiguresDetails


class Document(s.Serializer[None]):
    """What every document has. `details` is left out with detail=card, and depends on the type."""

    content_id = s.UUIDField(help_text="Shared by all language versions.")
    schema_version = s.IntegerField(min_value=1)
    locale = s.ChoiceField(LOCALE_CHOICES)
    served_locale = s.ChoiceField(LOCALE_CHOICES, help_text="Differs from the one asked for only with fallback=vi.")
    site = s.CharField()
    path = s.CharField(allow_null=True)
    title = s.CharField()
    summary = s.CharField(allow_blank=True)
    image = Image(allow_null=True)
    first_published_at = s.DateTimeField()
    published_at = s.DateTimeField()
    updated_at = s.DateTimeField()
    translations = Translation(many=True)
    breadcrumbs = Breadcrumb(many=True)
    links = s.DictField(child=s.ListField(child=Link()), help_text="Only what is public now.")


class ArticleDocument(Document):
    document_type = s.ChoiceField([("article", "")])
    details = ArticleDetails(required=False)


class SectionDocument(Document):
    document_type = s.ChoiceField([("section", "")])
    details = SectionDetails(required=False)


class HomeDocument(Document):
    document_type = s.ChoiceField([("home", "")])
    details = HomeDetails(required=False)


class OrganisationDocument(Document):
    document_type = s.ChoiceField([("organisation", "")])
    details = OrganisationDetails(required=False)


class StandardDocument(Document):
    document_type = s.ChoiceField([("standard", "")])
    details = BodyDetails(required=False)


class UnitDocument(Document):
    document_type = s.ChoiceField([("unit", "")])
    details = UnitDetails(required=False)


class MenuDocument(Document):
    document_type = s.ChoiceField([("menu", "")])
    details = MenuDetails(required=False)


class ProcedureDocument(Document):
    document_type = s.ChoiceField([("procedure", "")])
    details = ProcedureDetails(required=False)


class LifeEventGuideDocument(Document):
    document_type = s.ChoiceField([("life_event_guide", "")])
    details = LifeEventGuideDetails(required=False)


class ChangeNoticeDocument(Document):
    document_type = s.ChoiceField([("change_notice", "")])
    details = ChangeNoticeDetails(required=False)


class ProcessingFiguresDocument(Document):
    document_type = s.ChoiceField([("processing_figures", "")])
    details = ProcessingFiguresDetails(required=False)


DOCUMENTS: dict[str, s.Serializer[Any] | type[s.Serializer[Any]]] = {
    "article": ArticleDocument,
    "change_notice": ChangeNoticeDocument,
    "home": HomeDocument,
    "life_event_guide": LifeEventGuideDocument,
    "menu": MenuDocument,
    "organisation": OrganisationDocument,
    "procedure": ProcedureDocument,
    "processing_figures": ProcessingFiguresDocument,
    "section": SectionDocument,
    "standard": StandardDocument,
    "unit": UnitDocument,
}
AnyDocument = PolymorphicProxySerializer(
    component_name="Document", serializers=DOCUMENTS, resource_type_field_name="document_type"
)


class Page(s.Serializer[None]):
    """What every list has."""

    next = s.CharField(allow_null=True, help_text="The cursor of the next page, or null on the last one.")
    total = s.IntegerField(min_value=0, help_text="How many there are in all.")


class DocumentPage(Page):
    items = s.ListField(child=AnyDocument)


class FacetValue(s.Serializer[None]):
    """One value to filter by."""

    value = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    count = s.IntegerField(min_value=1)


class ListedProcedure(ListedFacts, ProcedureDocument):
    """A procedure in the catalogue's list: what a list shows stands beside the title, with detail=card too."""


class ProcedurePage(Page):
    items = ListedProcedure(many=True)
    facets = s.DictField(child=s.ListField(child=FacetValue()), required=False, help_text="With facets=yes.")


class Section(s.Serializer[None]):
    content_id = s.UUIDField()
    key = s.CharField()
    number = s.CharField(allow_blank=True)
    title = s.CharField()
    summary = s.CharField(allow_blank=True)
    parent = s.CharField(allow_null=True, help_text="Key of the section above.")  # type: ignore[assignment]
    path = s.CharField(allow_null=True)
    locale = s.ChoiceField(LOCALE_CHOICES)
    served_locale = s.ChoiceField(LOCALE_CHOICES)
    content_kind = s.CharField()
    is_group = s.BooleanField()
    document_count = s.IntegerField(min_value=0, help_text="Of this section and those below, in the language asked.")


class SectionPage(Page):
    items = Section(many=True)


class MenuEntry(Link):
    section = s.CharField(allow_null=True)
    hide_when_empty = s.BooleanField()
    children = s.ListField(child=s.DictField(), help_text="Entries of the same shape.")


class MenuEntries(s.Serializer[None]):
    key = s.CharField()
    items = MenuEntry(many=True)


class MenuLinks(s.Serializer[None]):
    items = Link(many=True)


class Menu(s.Serializer[None]):
    content_id = s.UUIDField()
    document_type = s.ChoiceField([("menu", "")])
    key = s.CharField()
    locale = s.ChoiceField(LOCALE_CHOICES)
    served_locale = s.ChoiceField(LOCALE_CHOICES)
    site = s.CharField()
    title = s.CharField()
    details = MenuEntries()
    links = MenuLinks(help_text="Every entry, without the tree.")


class MenuPage(Page):
    items = Menu(many=True)


class Home(s.Serializer[None]):
    locale = s.ChoiceField(LOCALE_CHOICES)
    path = s.CharField()
    title = s.CharField()


class Site(s.Serializer[None]):
    key = s.CharField()
    title = s.CharField()
    titles = s.DictField(child=s.CharField())
    hostname = s.CharField()
    port = s.IntegerField()
    theme = s.CharField()
    is_default = s.BooleanField()
    homes = Home(many=True, help_text="The languages in which the site has a home page.")


class SitePage(Page):
    items = Site(many=True)


class Index(s.Serializer[None]):
    version = s.CharField()
    resources = s.DictField(child=s.CharField())


class MovedTo(s.Serializer[None]):
    status = s.IntegerField()
    path = s.CharField(help_text="The present path on the public site.")


class ParameterProblem(s.Serializer[None]):
    parameter = s.CharField()
    message = s.CharField()


class Problem(s.Serializer[None]):
    """RFC 9457. Vietnamese, or English with locale=en."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    instance = s.CharField()  # type: ignore[assignment]
    errors = ParameterProblem(many=True, required=False)  # type: ignore[assignment]


class GoneProblem(Problem):
    reason = s.CharField(allow_blank=True, help_text="Why it was withdrawn, in the agency's words.")
