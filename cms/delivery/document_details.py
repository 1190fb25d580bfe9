"""What the documents of each type say in `details`, and the values they share, for the API's description (`shapes`)."""

from rest_framework import serializers as s

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
