from django.apps import AppConfig


class TestAppConfig(AppConfig):
    name = "tests.testapp"
    label = "testapp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.publishing.document_type import DocumentType
        from cms.publishing.references import watch
        from cms.publishing.registry import declare_unpublished, register_document_type
        from cms.publishing.sources import register_source
        from cms.publishing.subscribers import subscribe
        from tests.testapp import models, publication

        note = DocumentType(
            name="note",
            label="Note",
            schema_version=1,
            searchable=False,
            listed=True,
            translatable=True,
            in_sitemap=True,
            named_by=(),
        )
        register_document_type(note, model=models.NotePage, presenter=publication.present_note)
        declare_unpublished(models.BackstagePage)
        card = DocumentType(
            name="card",
            label="Card",
            schema_version=1,
            searchable=False,
            listed=False,
            translatable=True,
            in_sitemap=False,
            named_by=(),
        )
        register_document_type(card, model=None, presenter=None)
        register_source("cards", publication.cards)
        watch(models.Banner)
        watch(models.Slogan)
        subscribe(publication.COUNTING)
        subscribe(publication.TALLY)
