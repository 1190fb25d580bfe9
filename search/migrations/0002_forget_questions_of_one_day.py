"""Questions counted before ADR 0189 were kept in words from the first time on."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    apps.get_model("search", "QuestionCount").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
