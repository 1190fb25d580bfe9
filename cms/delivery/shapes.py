"""The shapes of the API's answers, for its description only: answers are made of stored bytes.

DRF keeps declared fields apart from attributes, so a field may be called `source` or `parent`; its stubs
do not know that.
A contract test holds every presenter's output, and the answers of the running API, against them.
"""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers as s

from cms.delivery.procedure_details import LifeEventGuideDetails, ProcedureDetails
from cms.delivery.procedure_truth import ChangeNoticeDetails, ProcessingFiguresDetails

LOCALE_CHOICES = [("vi", "Vietnamese"), ("en", "English")]


class Rendition(s.Serializer[None]):
    url = s.CharField()
    width = s.IntegerField()
    height = s.IntegerField()
    type = s.CharField(help_text="Media type, e.g. image/webp.")


class ImageSource(s.Serializer[None]):
    type = s.CharField()
    srcset = s.CharField(help_text="Ready for the srcset attribute of <source>.")


class FocalPoint(s.Serializer[None]):
    x = s.FloatField(min_value=0, max_value=1)
    y = s.FloatField(min_value=0, max_value=1)


class Image(s.Serializer[None]):
    """One use of an image. A decorative one has an empty `alt`."""

    alt = s.CharField(allow_blank=True)
    is_decorative = s.BooleanField()
    caption = s.CharField(allow_blank=True)
    credit = s.CharField(allow_blank=True)
    width = s.IntegerField()
    height = s.IntegerField()
    focal_point = FocalPoint(allow_null=True)
    src = s.CharField()
    sources = ImageSource(many=True)
    renditions = Rendition(many=True)
    social = s.CharField()


class Link(s.Serializer[None]):
    """Something public to go to. `locale` is the language of its title: the fallback is explicit."""

    content_id = s.UUIDField()
    title = s.CharField()
    path = s.CharField(allow_null=True)
    type = s.CharField()
    locale = s.ChoiceField(LOCALE_CHOICES)


class Breadcrumb(s.Serializer[None]):
    title = s.CharField()
    path = s.CharField(allow_null=True)
    type = s.CharField()
    locale = s.ChoiceField(LOCALE_CHOICES)


class Translation(s.Serializer[None]):
    locale = s.ChoiceField(LOCALE_CHOICES)
    path = s.CharField(allow_null=True)
    title = s.CharField()
    is_stale = s.BooleanField(help_text="The source has changed since this translation was made.")


class Block(s.Serializer[None]):
    type = s.CharField()
    id = s.CharField()
    value = s.JSONField(help_text="Depends on `type`.")


class Label(s.Serializer[None]):
    key = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class Source(s.Serializer[None]):
    name = s.CharField(allow_blank=True)
    url = s.CharField(allow_blank=True)
    date = s.DateField(allow_null=True)


class Author(s.Serializer[None]):
    name = s.CharField()


class Correction(s.Serializer[None]):
    date = s.DateField()
    text = s.CharField()


class BodyDetails(s.Serializer[None]):
    blocks = Block(many=True, help_text="The body as structured blocks.")
    html = s.CharField(allow_blank=True, help_text="The same body as safe HTML.")
    department_name = s.CharField(allow_blank=True, help_text="As it was called at publication.")


class ArticleDetails(BodyDetails):
    genre = Label()
    origin = s.ChoiceField([("original", ""), ("collected", ""), ("translated", "")])
    format = s.ChoiceField([("report", ""), ("short", ""), ("photo_story", ""), ("photo", "")])
    event_on = s.DateField(allow_null=True)
    authors = Author(many=True)
    source = Source(allow_null=True)  # type: ignore[assignment]
    topics = Label(many=True)
    is_work_programme = s.BooleanField()
    is_directive = s.BooleanField()
    lead_image = Image(allow_null=True)
    word_count = s.IntegerField()
    corrections = Correction(many=True)


class SectionDetails(s.Serializer[None]):
    key = s.CharField()
    number = s.CharField(allow_blank=True)
    parent = s.CharField(allow_null=True)  # type: ignore[assignment]
    scope = s.CharField(allow_blank=True)
    content_kind = s.CharField()
    is_group = s.BooleanField()
    opened_on = s.DateField(allow_null=True)
    closed_on = s.DateField(allow_null=True, help_text="The last day of the section, inclusive.")
    introduction_html = s.CharField(allow_blank=True)


class HomeDetails(BodyDetails):
    site_title = s.CharField()
    introduction_html = s.CharField(allow_blank=True)


class OrganisationDetails(BodyDetails):
    unit_name = s.CharField(allow_null=True)
    contact = s.DictField(child=s.CharField(allow_blank=True))


class UnitDetails(s.Serializer[None]):
    key = s.CharField()
    kind = s.CharField()
    kind_label = s.CharField()
    short_name = s.CharField(allow_blank=True)
    valid_from = s.DateField(allow_null=True)
    valid_to = s.DateField(allow_null=True)
    is_closed = s.BooleanField()


class MenuItemIds(s.Serializer[None]):
    content_id = s.UUIDField()
    title = s.CharField(allow_null=True, required=False)
    hide_when_empty = s.BooleanField()
    section = s.CharField(allow_null=True)
    children = s.ListField(child=s.DictField())


class MenuDetails(s.Serializer[None]):
    key = s.CharField()
    items = MenuItemIds(many=True)


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


class Highlights(s.Serializer[None]):
    """HTML, escaped, with the words that answer in <mark>; empty where none does."""

    title = s.CharField(allow_blank=True)
    summary = s.CharField(allow_blank=True)
    text = s.CharField(allow_blank=True, help_text="A part of the body, when the summary does not answer.")


class Found(s.Serializer[None]):
    """What search adds to a document of the lists (its other properties are those of `Document`)."""

    content_id = s.UUIDField()
    document_type = s.CharField()
    path = s.CharField(allow_null=True)
    title = s.CharField()
    highlights = Highlights()
    is_best_bet = s.BooleanField(help_text="It stands first because somebody decided so.")
    is_expired = s.BooleanField(help_text="Not in force any more.")
    code = s.CharField(allow_null=True, required=False, help_text="National code of a procedure.")
    key = s.CharField(required=False, help_text="Key of a procedure.")


class FacetValue(s.Serializer[None]):
    """One value to filter by."""

    value = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    count = s.IntegerField(min_value=1)


class Recognised(s.Serializer[None]):
    facet = s.CharField()
    value = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class Suggestion(s.Serializer[None]):
    text = s.CharField()
    document_type = s.CharField()
    path = s.CharField(allow_null=True)
    code = s.CharField(allow_null=True)
    key = s.CharField(allow_null=True)


class Suggestions(s.Serializer[None]):
    suggestions = Suggestion(many=True)


class SearchPage(Page):
    """`next` leads through the best 200; `total` counts every match."""

    items = Found(many=True)
    query = s.CharField(allow_blank=True, help_text="The question as it was read.")
    corrected_query = s.CharField(allow_null=True, help_text="What was searched instead; exact=true searches as typed.")
    facets = s.DictField(
        child=s.ListField(child=FacetValue()), help_text="Counts under the other filters: type, field, level, …"
    )
    recognised = Recognised(many=True, help_text="Agencies and fields named in the question: filters to offer.")
    suggestions = Suggestion(many=True, help_text="Names to try, when nothing or little was found.")
    low_confidence = s.BooleanField(help_text="Even the first result holds little of the question.")
    degraded = s.BooleanField(help_text="The chosen engine did not answer; the embedded index did.")


class ProcedurePage(Page):
    items = ProcedureDocument(many=True)
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
