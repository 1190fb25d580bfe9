"""What arrives decomposed is composed before any view sees it."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

DECOMPOSED, COMPOSED = "Ho\u0323\u0302 chie\u0302\u0301u", "Hộ chiếu"


@csrf_exempt
def echo(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    body = json.loads(request.body) if request.content_type == "application/json" else None
    return JsonResponse(
        {
            "get": request.GET.dict(),
            "post": request.POST.dict(),
            "files": {name: upload.name for name, upload in request.FILES.items()},
            "json": body,
            "language": translation.get_language(),
        }
    )


urlpatterns = [path("echo/", echo), path("en/echo/", echo), path("admin/echo/", echo)]
pytestmark = [pytest.mark.django_db]
here = override_settings(ROOT_URLCONF="tests.unit.api.test_normalisation")


@here
def test_query_names_and_values(client: Client) -> None:
    assert client.get("/echo/", {DECOMPOSED: DECOMPOSED}).json()["get"] == {COMPOSED: COMPOSED}


@here
def test_forms_and_the_names_of_files(client: Client) -> None:
    upload = SimpleUploadedFile(f"{DECOMPOSED}.pdf", b"%PDF")
    answer = client.post("/echo/", {"title": DECOMPOSED, "file": upload}).json()
    assert answer["post"] == {"title": COMPOSED}
    assert answer["files"] == {"file": f"{COMPOSED}.pdf"}


@here
@pytest.mark.parametrize("escaped", [True, False])
def test_json_however_it_is_written(client: Client, escaped: bool) -> None:
    value = {"name": DECOMPOSED, "list": [DECOMPOSED, 1, None, {DECOMPOSED: True}]}
    body = json.dumps(value, ensure_ascii=escaped)
    answer = client.post("/echo/", body, content_type="application/json").json()
    assert answer["json"] == {"name": COMPOSED, "list": [COMPOSED, 1, None, {COMPOSED: True}]}


@here
@pytest.mark.parametrize("word", ['"a"', '"é"'])
def test_json_nested_beyond_reason_is_refused_before_anybody_recurses(client: Client, word: str) -> None:
    for depth, status in ((90, 200), (300, 400), (2_000, 400)):
        body = "[" * depth + word + "]" * depth
        assert client.post("/echo/", body, content_type="application/json").status_code == status, depth


@here
def test_json_that_is_wide_passes(client: Client) -> None:
    rows = [{"a": [1]} for _ in range(500)]
    assert client.post("/echo/", json.dumps(rows), content_type="application/json").json()["json"] == rows


@here
def test_json_with_nothing_to_compose_is_not_written_anew(client: Client) -> None:
    """Its numbers would lose what the parser in between cannot hold."""
    rows = [{"a": [2**80]} for _ in range(500)]
    assert client.post("/echo/", json.dumps(rows), content_type="application/json").json()["json"] == rows


@here
def test_plain_text_passes_unchanged(client: Client) -> None:
    answer = client.post("/echo/?a=b%20c", {"x": ["1", "2"]}).json()
    assert (answer["get"], answer["post"]) == ({"a": "b c"}, {"x": "2"})


@here
@pytest.mark.parametrize(("url", "language"), [("/echo/", "vi"), ("/en/echo/", "en"), ("/admin/echo/", "vi")])
def test_the_language_is_the_paths_and_nobody_elses(client: Client, url: str, language: str) -> None:
    client.cookies["django_language"] = "en"
    response = client.get(url, headers={"accept-language": "en"})
    assert response.json()["language"] == language
    assert "Accept-Language" not in response.headers.get("Vary", "")
