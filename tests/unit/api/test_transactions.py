"""Unsafe requests under the wrapped addresses commit or roll back as one."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLResolver, include, path, resolve, reverse
from django.views.decorators.csrf import csrf_exempt

from cms.api.transactions import atomic_unsafe_methods


def half_done(request: HttpRequest, name: str) -> HttpResponse:
    Group.objects.create(name=name)
    if request.GET.get("fail"):
        raise RuntimeError("after the first write")
    # Inside a test everything is in a transaction: one more shows as a savepoint.
    return HttpResponse(str(bool(transaction.get_connection().savepoint_ids)))


exempt = csrf_exempt(half_done)
deeper = [path("<str:name>/", half_done, name="half"), path("exempt/<str:name>/", exempt, name="exempt")]
nested = [path("deeper/", include((deeper, "deeper"), namespace="deeper"))]
urlpatterns = [
    *atomic_unsafe_methods([path("wrapped/", include((nested, "wrapped"), namespace="wrapped"))]),
    path("plain/", include((deeper, "plain"))),
]
here = override_settings(ROOT_URLCONF="tests.unit.api.test_transactions")


def post(url: str) -> Any:
    return Client(raise_request_exception=False).post(url)


@here
@pytest.mark.django_db
def test_a_post_that_fails_leaves_nothing_behind_however_deep_its_view_lies() -> None:
    url = reverse("wrapped:deeper:half", args=["a"])
    assert url == "/wrapped/deeper/a/"
    assert post(url + "?fail=1").status_code == 500
    assert not Group.objects.filter(name="a").exists()
    assert post("/plain/b/?fail=1").status_code == 500
    assert Group.objects.filter(name="b").exists(), "without the wrapper the first write stays"


@here
@pytest.mark.django_db
def test_only_unsafe_methods_are_in_a_transaction() -> None:
    assert post("/wrapped/deeper/a/").content == b"True"
    assert Client().get("/wrapped/deeper/c/").content == b"False"
    assert post("/plain/b/").content == b"False"


@here
def test_the_match_keeps_names_arguments_and_marks_of_the_view() -> None:
    match = resolve("/wrapped/deeper/exempt/x/")
    assert (match.view_name, match.kwargs, match.namespaces) == (
        "wrapped:deeper:exempt",
        {"name": "x"},
        ["wrapped", "deeper"],
    )
    assert match.func.__name__ == "half_done"
    assert match.func.csrf_exempt is True


@pytest.mark.django_db
def test_wagtails_own_addresses_are_wrapped() -> None:
    """The edit view of a page is inside, and reversing still finds it."""
    url = reverse("wagtailadmin_pages:edit", args=[1])
    assert url == "/admin/pages/1/edit/"
    assert hasattr(resolve(url).func, "__wrapped__")
    assert isinstance(atomic_unsafe_methods([path("x/", include(deeper))])[0], URLResolver)
