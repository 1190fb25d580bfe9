"""Doors of the handbook: whoever may enter the admin may read all of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cms.handbook.chapters import chapter, chapters


def first(request: HttpRequest) -> HttpResponse:
    """The handbook opens at its first chapter."""
    return redirect("handbook_chapter", slug=chapters()[0].slug)


def read(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, beside the list of all."""
    found = chapter(slug)
    if found is None:
        raise Http404
    crumbs = [{"url": reverse("handbook"), "label": _("Handbook")}, {"url": "", "label": found.title}]
    return render(
        request,
        "handbook/chapter.html",
        {"chapter": found, "chapters": chapters(), "breadcrumbs_items": crumbs, "header_icon": "help"},
    )


def urls() -> list[URLPattern]:
    """The addresses, below the admin."""
    return [
        path("handbook/", first, name="handbook"),
        path("handbook/<slug:slug>/", read, name="handbook_chapter"),
    ]
