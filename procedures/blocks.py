"""The parts of a procedure (DOMAIN B4) as blocks: rows with names, never free text where a machine must read.

Blocks and not child models, because wagtail-localize extracts the words of blocks and leaves child rows out
(ADR 0122). Every block is a struct, which is what the requirement checks read.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.pages.blocks.body import HardenedStreamBlock
from procedures.terms import Channel, DecisionAction, FeeKind, ItemType, TimeUnit, Validity


class StepBlock(StructBlock):
    """A step of the handling (trình tự thực hiện)."""

    text = TextBlock(max_length=5000, label=_("What is done"))
    actor = CharBlock(required=False, max_length=255, label=_("Who does it"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class FeeBlock(StructBlock):
    """A fee of one way of applying."""

    kind = ChoiceBlock(choices=FeeKind.choices, default=FeeKind.FEE, label=_("Kind of fee"))
    amount_vnd = IntegerBlock(
        required=False, min_value=0, max_value=10_000_000_000, label=_("Amount (đồng)"),
        help_text=_("0 means free of charge; empty means that it is not a fixed sum: say so in the note."),
    )  # fmt: skip
    note = CharBlock(required=False, max_length=500, label=_("Note"))


class SubmissionBlock(StructBlock):
    """One way of applying with its own time limit and fees (cách thức thực hiện)."""

    channel = ChoiceBlock(choices=Channel.choices, default=Channel.DIRECT, label=_("Way of applying"))
    time_value = DecimalBlock(
        required=False, min_value=0, max_value=10_000, max_digits=7, decimal_places=2, label=_("Time limit")
    )
    time_unit = ChoiceBlock(choices=TimeUnit.choices, required=False, label=_("Counted in"))
    time_text = CharBlock(
        required=False, max_length=500, label=_("Time limit in words"),
        help_text=_("As the decision says it, where a number does not say everything."),
    )  # fmt: skip
    fees = ListBlock(FeeBlock(), default=[], max_num=30, label=_("Fees and charges"))
    text = TextBlock(required=False, max_length=3000, label=_("How to do it"))

    class Meta:
        icon = "mail"
        label = _("Way of applying")


class DossierItemBlock(StructBlock):
    """A line of a dossier."""

    type = ChoiceBlock(choices=ItemType.choices, default=ItemType.PAPER, label=_("Kind of line"))
    name = TextBlock(max_length=3000, label=_("Name"))
    originals = IntegerBlock(required=False, min_value=0, max_value=100, label=_("Originals"))
    copies = IntegerBlock(required=False, min_value=0, max_value=100, label=_("Copies"))
    form_code = CharBlock(
        required=False, max_length=60, label=_("Code of the form"), help_text=_("As it stands in the list of forms.")
    )
    note = CharBlock(required=False, max_length=1000, label=_("Note"))


class DossierCaseBlock(StructBlock):
    """The papers of one case (thành phần hồ sơ); most procedures have one case without a title."""

    title = CharBlock(required=False, max_length=500, label=_("Case"))
    items = ListBlock(DossierItemBlock(), min_num=1, max_num=150, label=_("Papers"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Dossier of a case")


class ResultBlock(StructBlock):
    """What the applicant receives (kết quả thực hiện)."""

    name = CharBlock(max_length=1000, label=_("Result"))

    class Meta:
        icon = "check"
        label = _("Result")


class FormBlock(StructBlock):
    """A form or declaration to fill in (mẫu đơn, tờ khai)."""

    code = CharBlock(required=False, max_length=60, label=_("Code of the form"))
    name = CharBlock(max_length=500, label=_("Name of the form"))
    document = DocumentChooserBlock(required=False, label=_("File"))
    file_name = CharBlock(
        required=False, max_length=255, label=_("Name of the file in the import"),
        help_text=_("Kept to find the file again; the public gets the file chosen above."),
    )  # fmt: skip

    class Meta:
        icon = "doc-full"
        label = _("Form")


class LegalBasisBlock(StructBlock):
    """A document on which the procedure rests (căn cứ pháp lý)."""

    number = CharBlock(required=False, max_length=120, label=_("Number and symbol"))
    title = CharBlock(required=False, max_length=1000, label=_("Abstract"))
    issuer = CharBlock(required=False, max_length=255, label=_("Issued by"))
    issued_on = DateBlock(required=False, label=_("Date of issue"))
    validity = ChoiceBlock(choices=Validity.choices, required=False, label=_("Validity"))
    url = URLBlock(required=False, label=_("Address of the text"))
    page = PageChooserBlock(required=False, label=_("The document on this site"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Legal grounds")


class DecisionBlock(StructBlock):
    """A decision that publishes the procedure (quyết định công bố): the public history of its versions."""

    number = CharBlock(max_length=120, label=_("Number and symbol"))
    action = ChoiceBlock(choices=DecisionAction.choices, default=DecisionAction.NEW, label=_("What it does"))
    issuer = CharBlock(required=False, max_length=255, label=_("Issued by"))
    signed_on = DateBlock(required=False, label=_("Signed on"))
    effective_on = DateBlock(required=False, label=_("In effect from"))
    is_shortened = ChoiceBlock(
        choices=[("", _("ordinary procedure")), ("yes", _("shortened procedure"))],
        required=False,
        label=_("How it was issued"),
    )
    url = URLBlock(required=False, label=_("Address of the text"))

    class Meta:
        icon = "stamp"
        label = _("Publication decision")


class ChangeBlock(StructBlock):
    """What changed, in words for the public."""

    changed_on = DateBlock(label=_("Date of the change"))
    text = TextBlock(max_length=2000, label=_("What changed"))

    class Meta:
        icon = "history"
        label = _("Change")


class CounterBlock(StructBlock):
    """A receiving counter of the common list: corrected there once, right everywhere."""

    counter = SnippetChooserBlock("procedures.ReceivingCounter", label=_("Receiving counter"))

    class Meta:
        icon = "site"
        label = _("Receiving counter of the list")


class ContactBlock(StructBlock):
    """Where to go or call, written for this procedure only."""

    name = CharBlock(max_length=255, label=_("Name"))
    address = CharBlock(required=False, max_length=500, label=_("Address"))
    phone = CharBlock(required=False, max_length=60, label=_("Telephone"))
    hours = CharBlock(required=False, max_length=500, label=_("Opening hours"))

    class Meta:
        icon = "user"
        label = _("Contact")


class RelatedProcedureBlock(StructBlock):
    """Another procedure of the catalogue."""

    page = PageChooserBlock("procedures.ProcedurePage", label=_("Procedure"))

    class Meta:
        icon = "link"
        label = _("Related procedure")


class RelatedKeyBlock(StructBlock):
    """The same by the key of its record, as an import gives it: it may come later than this one."""

    key = CharBlock(max_length=80, label=_("Key of the record"))

    class Meta:
        icon = "link"
        label = _("Related procedure, by its key")


class StepsBlock(HardenedStreamBlock):
    """Steps in order."""

    step = StepBlock()

    class Meta:
        max_num = 100


class SubmissionsBlock(HardenedStreamBlock):
    """Ways of applying."""

    submission = SubmissionBlock()

    class Meta:
        max_num = 20


class DossierBlock(HardenedStreamBlock):
    """The cases of the dossier."""

    case = DossierCaseBlock()

    class Meta:
        max_num = 50


class ResultsBlock(HardenedStreamBlock):
    """Results."""

    result = ResultBlock()

    class Meta:
        max_num = 30


class FormsBlock(HardenedStreamBlock):
    """Forms."""

    form = FormBlock()

    class Meta:
        max_num = 60


class LegalBasesBlock(HardenedStreamBlock):
    """The legal basis."""

    basis = LegalBasisBlock()

    class Meta:
        max_num = 100


class DecisionsBlock(HardenedStreamBlock):
    """Publication decisions, the newest first."""

    decision = DecisionBlock()

    class Meta:
        max_num = 50


class ChangesBlock(HardenedStreamBlock):
    """Changes, the newest first."""

    change = ChangeBlock()

    class Meta:
        max_num = 100


class ContactsBlock(HardenedStreamBlock):
    """Contacts and counters."""

    counter = CounterBlock()
    contact = ContactBlock()

    class Meta:
        max_num = 30


class RelatedBlock(HardenedStreamBlock):
    """Related procedures."""

    procedure = RelatedProcedureBlock()
    key = RelatedKeyBlock()

    class Meta:
        max_num = 30
