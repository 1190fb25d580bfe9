"""Addresses of the read API, under /api/v1/."""

from django.urls import path, re_path

from cms.delivery import catalogue, previews, schema, searching, views

app_name = "delivery"

urlpatterns = [
    path("documents/", views.DocumentsView.as_view(), name="documents"),
    path("documents/<str:content_id>/", views.DocumentView.as_view(), name="document"),
    path("procedures/", catalogue.ProceduresView.as_view(), name="procedures"),
    path("procedures/<str:name>/", catalogue.ProcedureView.as_view(), name="procedure"),
    path("by-path/", views.ByPathView.as_view(), name="by-path"),
    path("sections/", views.SectionsView.as_view(), name="sections"),
    path("menus/", views.MenusView.as_view(), name="menus"),
    path("sites/", views.SitesView.as_view(), name="sites"),
    path("search/", searching.SearchView.as_view(), name="search"),
    path("search/suggest/", searching.SuggestView.as_view(), name="suggest"),
    path("preview/", previews.PreviewView.as_view(), name="preview"),
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path("docs/", schema.docs, name="docs"),
    path("", views.IndexView.as_view(), name="index"),
    re_path(r"^(?P<rest>.*/)$", views.UnknownView.as_view(), name="unknown"),
]
