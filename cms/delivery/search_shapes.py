"""What the search answers beside documents, for the API's description (see `shapes`)."""

from rest_framework import serializers as s

from cms.delivery.shapes import FacetValue, Page


class Highlights(s.Serializer[None]):
    """HTML, escaped, with the words that answer in <mark>; empty where none does."""

    title = s.CharField(allow_blank=True)
    summary = s.CharField(allow_blank=True)
    text = s.CharField(
        allow_blank=True, help_text="A part of the body or of an attached file, when the summary does not answer."
    )
    file = s.CharField(allow_blank=True, help_text="Title of the attached file that `text` stands in: plain text.")
    name_en = s.CharField(allow_blank=True, help_text="Of the English name of a procedure.")


class Found(s.Serializer[None]):
    """What search adds to a document of the lists (its other properties are those of `Document`)."""

    content_id = s.UUIDField()
    document_type = s.CharField()
    path = s.CharField(allow_null=True)
    title = s.CharField()
    highlights = Highlights()
    is_best_bet = s.BooleanField(help_text="It stands first because somebody decided so.")
    is_expired = s.BooleanField(help_text="Not in force any more.")
    is_sample = s.BooleanField(help_text="Made up for a demonstration.")
    code = s.CharField(allow_null=True, required=False, help_text="National code of a procedure.")
    key = s.CharField(required=False, help_text="Key of a procedure.")
    name_en = s.CharField(allow_blank=True, required=False, help_text="English name of a procedure, translated or not.")
    description_en = s.CharField(allow_blank=True, required=False, help_text="The same for what it is about.")


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
