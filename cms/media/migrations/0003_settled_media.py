from django.db import migrations, models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now


def settle_what_is_public(apps, schema_editor):
    """What stands in public texts now was read there; uses name files, as `settle_sources` does."""
    using = schema_editor.connection.alias
    Use = apps.get_model("media", "PublicFileUse").objects.using(using)
    now = Now()
    shown = Use.filter(copy__source=OuterRef("file"))
    apps.get_model("media", "Document").objects.using(using).filter(Exists(shown)).update(settled_at=now)
    cuts = apps.get_model("media", "Rendition").objects.using(using).filter(Exists(shown)).values("image_id")
    apps.get_model("media", "Image").objects.using(using).filter(pk__in=cuts).update(settled_at=now)


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_document_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="settled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="unchangeable since"),
        ),
        migrations.AddField(
            model_name="image",
            name="settled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="unchangeable since"),
        ),
        migrations.RunPython(settle_what_is_public, migrations.RunPython.noop),
    ]
