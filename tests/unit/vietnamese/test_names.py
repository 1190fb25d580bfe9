"""Fields that the libraries leave to their Python names."""

from django import forms
from django.contrib.auth.models import Permission
from django.utils import translation
from wagtail.admin.forms.choosers import EmailLinkChooserForm
from wagtail.models import Locale
from wagtail.sites.views import IndexView

from cms.vietnamese.names import permission_label


class Unlabelled(forms.Form):
    role = forms.CharField()
    some_thing = forms.CharField()
    page = forms.CharField(label="Đã có tên")


def test_a_field_we_know_is_named_in_the_readers_language() -> None:
    assert Unlabelled()["role"].label == "Vai trò"
    with translation.override("en"):
        assert Unlabelled()["role"].label == "Role"


def test_other_fields_are_named_as_django_names_them_and_a_label_is_kept() -> None:
    assert Unlabelled()["some_thing"].label == "Some thing"
    assert Unlabelled()["page"].label == "Đã có tên"


def test_the_forms_for_links_have_no_english_label() -> None:
    labels = [field.label for field in EmailLinkChooserForm()]
    assert labels == ["Địa chỉ thư điện tử", "Chữ của liên kết", "Tiêu đề thư", "Nội dung thư"]


def test_columns_and_models_without_a_name_have_one() -> None:
    assert [str(column.label) for column in IndexView.columns][1:4] == ["Cổng", "Tên", "Trang gốc"]
    assert str(Locale._meta.verbose_name_plural) == "ngôn ngữ"


def test_a_permission_on_pages_is_named_by_what_it_allows() -> None:
    assert permission_label(Permission(codename="publish_page", name="Can publish page")) == "Đăng mọi trang"
    assert permission_label(Permission(codename="x", name="Can submit translations")) == "Được gửi bản dịch"
