"""Addresses of these screens, below the admin's own."""

from django.urls import path

from news.manuscript_screens import views

app_name = "manuscripts"
urlpatterns = [
    path("", views.send, name="send"),
    path("<int:pk>/", views.look, name="look"),
    path("<int:pk>/pictures/<int:number>/", views.picture, name="picture"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/report/", views.report, name="report"),
]
