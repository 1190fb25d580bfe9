"""Days are read and written as 31/12/2026 in both languages of the admin."""

import datetime

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils import formats, timezone, translation
from wagtail.admin.localization import get_available_admin_time_zones
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

DAY = datetime.date(2026, 4, 3)
MOMENT = datetime.datetime(2026, 4, 3, 14, 5)  # noqa: DTZ001 (as a form shows it)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_picker_writes_what_the_form_reads(language: str) -> None:
    with translation.override(language):
        assert AdminDateInput().format_value(DAY) == "03/04/2026"
        assert AdminDateTimeInput().format_value(MOMENT) == "03/04/2026 14:05"
        assert forms.DateField().clean("03/04/2026") == DAY
        assert forms.DateTimeField().clean("03/04/2026 14:05") == timezone.make_aware(MOMENT)
        assert formats.date_format(DAY, "SHORT_DATE_FORMAT") == "03/04/2026"


def test_lists_show_days_in_figures_and_a_clock_of_24_hours() -> None:
    assert formats.localize(DAY) == "03/04/2026"
    assert formats.localize(MOMENT) == "03/04/2026 14:05"
    assert Template("{{ day|date }}").render(Context({"day": DAY})) == "03/04/2026"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_week_begins_on_monday(language: str) -> None:
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_time_passes_in_vietnamese() -> None:
    ago = Template("{% load wagtailadmin_tags %}{% human_readable_date at %}")
    shown = ago.render(Context({"at": timezone.now() - datetime.timedelta(hours=2, seconds=5)}))
    assert "2\xa0giờ trước" in shown


def test_everybody_goes_by_the_clock_of_hanoi() -> None:
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"
    assert get_available_admin_time_zones() == ["Asia/Ho_Chi_Minh"]
