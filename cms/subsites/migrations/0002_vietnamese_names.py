"""Names of Wagtail's own migrations, in Vietnamese (cms.subsites.installed_names)."""

from typing import Any

from django.conf import settings
from django.db import migrations

from cms.subsites.installed_names import name_what_wagtail_installed


def forwards(apps: Any, schema_editor: Any) -> None:
    name_what_wagtail_installed(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("subsites", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # Going back keeps the names: they are data.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
