"""What no catalogue reaches: texts of Wagtail that are not marked for translation (docs/languages.md)."""
