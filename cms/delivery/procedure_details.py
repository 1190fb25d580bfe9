"""The shapes of what procedures and guides say, for the API's description (see `shapes`)."""

from rest_framework import serializers as s


class Term(s.Serializer[None]):
    """A word of a closed or open list: the key for programs, the label in the document's language."""

    key = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class File(s.Serializer[None]):
    """A file to download."""

    title = s.CharField()
    url = s.CharField()
    filename = s.CharField()
    size = s.IntegerField(help_text="Bytes.")
    content_type = s.CharField()
    extension = s.CharField()


class Glance(s.Serializer[None]):
    """What a citizen asks first; empty where nobody has said it."""

    time = s.CharField(allow_blank=True, help_text="Time limit of the first way of applying that gives one.")
    fee = s.CharField(allow_blank=True, help_text="Only where every way has fixed sums; “from …” where one has more.")
    papers = s.IntegerField(allow_null=True, help_text="Papers of the first case.")


class Step(s.Serializer[None]):
    text = s.CharField()
    actor = s.CharField(allow_blank=True)


class TimeLimit(s.Serializer[None]):
    value = s.CharField(allow_null=True, help_text="An exact decimal number, as text.")
    unit = s.ChoiceField([("hour", ""), ("day", ""), ("working_day", ""), ("month", "")], allow_null=True)
    text = s.CharField(allow_blank=True)
    label = s.CharField()  # type: ignore[assignment]


class Fee(s.Serializer[None]):
    kind = s.CharField(help_text="fee (phí) or charge (lệ phí).")
    kind_label = s.CharField(allow_blank=True)
    amount_vnd = s.IntegerField(allow_null=True, min_value=0, help_text="Whole đồng; 0 is free; null: no fixed sum.")
    label = s.CharField(allow_blank=True)  # type: ignore[assignment]
    note = s.CharField(allow_blank=True)


class Submission(s.Serializer[None]):
    channel = s.CharField(help_text="direct, online or post.")
    channel_label = s.CharField(allow_blank=True)
    time = TimeLimit(allow_null=True)
    fees = Fee(many=True)
    text = s.CharField(allow_blank=True)


class DossierItem(s.Serializer[None]):
    type = s.ChoiceField([("paper", ""), ("heading", ""), ("note", "")])
    name = s.CharField()
    originals = s.IntegerField(allow_null=True)
    copies = s.IntegerField(allow_null=True)
    form_code = s.CharField(allow_blank=True)
    form_url = s.CharField(allow_null=True)
    note = s.CharField(allow_blank=True)


class DossierCase(s.Serializer[None]):
    title = s.CharField(allow_blank=True)
    items = DossierItem(many=True)


class Result(s.Serializer[None]):
    name = s.CharField()


class Form(s.Serializer[None]):
    code = s.CharField(allow_blank=True)
    name = s.CharField(allow_blank=True)
    file = File(allow_null=True)


class FormsArchive(s.Serializer[None]):
    """All forms in one file."""

    url = s.CharField()
    size = s.IntegerField(help_text="Bytes.")
    count = s.IntegerField(min_value=1, help_text="Files in it.")


class LegalBasis(s.Serializer[None]):
    number = s.CharField(allow_blank=True)
    title = s.CharField(allow_blank=True)
    issuer = s.CharField(allow_blank=True)
    issued_on = s.DateField(allow_null=True)
    validity = Term(allow_null=True, help_text="As the agency wrote it; it does not follow the document by itself.")
    url = s.CharField(allow_blank=True)
    content_id = s.UUIDField(allow_null=True, help_text="Of the document on this site; see `links.legal_basis`.")


class PublicationDecision(s.Serializer[None]):
    number = s.CharField(allow_blank=True)
    action = s.CharField(allow_blank=True, help_text="new, amended, replaced or repealed.")
    action_label = s.CharField(allow_blank=True)
    issuer = s.CharField(allow_blank=True)
    signed_on = s.DateField(allow_null=True)
    effective_on = s.DateField(allow_null=True)
    is_shortened = s.BooleanField()
    url = s.CharField(allow_blank=True)


class Change(s.Serializer[None]):
    changed_on = s.DateField(allow_null=True)
    text = s.CharField()


class Online(s.Serializer[None]):
    level = s.ChoiceField([("full", ""), ("partial", ""), ("none", "")], allow_null=True)
    label = s.CharField(allow_blank=True)  # type: ignore[assignment]
    reason = s.CharField(allow_blank=True, help_text="Why only partly.")
    url = s.CharField(allow_blank=True, help_text="Where one applies: the national portal.")


class Contact(s.Serializer[None]):
    name = s.CharField()
    address = s.CharField(allow_blank=True)
    phone = s.CharField(allow_blank=True)
    email = s.CharField(allow_blank=True)
    hours = s.CharField(allow_blank=True)
    map_url = s.CharField(allow_blank=True)


class ListedFacts(s.Serializer[None]):
    """What a list shows of a procedure beside its title (`reading.catalogue.LISTED`)."""

    key = s.CharField(allow_blank=True, help_text="The id of its import record.")
    code = s.CharField(allow_null=True, help_text="National code.")
    name_en = s.CharField(allow_blank=True)
    field = Term(allow_null=True)
    levels = Term(many=True)
    audiences = Term(many=True)
    agency = Term(allow_null=True)
    glance = Glance()
    online = Online()
    life_events = Term(many=True)
    status = Term()
    is_sample = s.BooleanField(help_text="Made up for a demonstration.")


class ProcedureDetails(ListedFacts):
    """An empty part is one that nobody has given; `missing` names those that every procedure must have."""

    code_local = s.CharField(allow_null=True)
    official_name = s.CharField()
    description = s.CharField(allow_blank=True)
    description_en = s.CharField(allow_blank=True)
    aliases = s.ListField(child=s.CharField())
    kind = s.CharField(allow_blank=True)
    competent_authority = s.CharField(allow_blank=True)
    delegated = s.CharField(allow_blank=True)
    coordinating = s.ListField(child=s.CharField())
    steps = Step(many=True)
    submissions = Submission(many=True)
    dossier = DossierCase(many=True)
    dossier_sets = s.IntegerField(allow_null=True)
    conditions = s.CharField(allow_blank=True)
    results = Result(many=True)
    forms = Form(many=True)
    forms_archive = FormsArchive(allow_null=True)
    legal_basis = LegalBasis(many=True)
    decisions = PublicationDecision(many=True)
    changes = Change(many=True)
    contacts = Contact(many=True)
    receiving_addresses = s.ListField(child=s.CharField())
    status_on = s.DateField(allow_null=True)
    verified_on = s.DateField(allow_null=True, help_text="When somebody compared it with the official record.")
    verified_until = s.DateField(allow_null=True, help_text="The last day on which that counts: then it is expired.")
    missing = s.ListField(child=s.CharField())
    department_name = s.CharField(allow_blank=True)


class GuideStep(s.Serializer[None]):
    title = s.CharField(allow_blank=True)
    when = s.CharField(allow_blank=True)
    html = s.CharField(allow_blank=True)
    bring = s.ListField(child=s.CharField())
    procedures = s.ListField(child=s.UUIDField(), help_text="Content ids; see `links.procedures`.")


class LifeEventGuideDetails(s.Serializer[None]):
    life_event = Term(allow_null=True)
    introduction_html = s.CharField(allow_blank=True)
    steps = GuideStep(many=True)
    is_sample = s.BooleanField()
    department_name = s.CharField(allow_blank=True)
