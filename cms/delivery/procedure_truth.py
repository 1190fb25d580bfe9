"""The shapes of change notices and processing figures, for the API's description (see `shapes`)."""

from rest_framework import serializers as s

from cms.delivery.procedure_details import Term


class NoticeDecision(s.Serializer[None]):
    """The publication decision behind a notice."""

    number = s.CharField()
    issuer = s.CharField(allow_blank=True)
    signed_on = s.DateField()
    url = s.CharField(allow_blank=True)


class ChangeNoticeDetails(s.Serializer[None]):
    """What changed in the catalogue; `links.procedures` are the procedures concerned, as far as they are public."""

    action = Term(allow_null=True)
    decision = NoticeDecision(allow_null=True)
    effective_on = s.DateField(allow_null=True)
    department_name = s.CharField()
    blocks = s.ListField(child=s.DictField())
    html = s.CharField(allow_blank=True)


class FigureTotals(s.Serializer[None]):
    """Files received and solved in a period."""

    received = s.IntegerField(min_value=0)
    solved = s.IntegerField(min_value=0)
    on_time = s.IntegerField(min_value=0)
    late = s.IntegerField(min_value=0)
    pending = s.IntegerField(min_value=0, allow_null=True)
    on_time_percent = s.FloatField(min_value=0, max_value=100, allow_null=True, help_text="Null where none was solved.")


class UnitFigures(FigureTotals):
    """The numbers of one unit; `unit` is its key where it is one of the platform's."""

    name = s.CharField()
    unit = s.CharField(allow_null=True)


class FigurePeriod(s.Serializer[None]):
    """One period, as its source delivered it on `as_of`."""

    start = s.DateField()
    end = s.DateField()
    as_of = s.DateField()
    source = s.CharField()  # type: ignore[assignment]
    totals = FigureTotals()
    units = UnitFigures(many=True)


class ProcessingFiguresDetails(s.Serializer[None]):
    """The newest periods first."""

    periods = FigurePeriod(many=True)
