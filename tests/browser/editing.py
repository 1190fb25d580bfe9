"""When the form of an editor has been read by its scripts, so that what is typed now is a change."""

from typing import Any

# Wagtail takes what stands in the form two seconds after it was opened for unchanged; a page has more such forms.
_NOTE = """addEventListener("w-unsaved:watch-edits", ({target}) => {
  if (target.matches("form[data-edit-form]")) target.dataset.isWatched = "";
})"""


def note_when_watched(context: Any) -> None:
    """For all pages of a browser's context that are opened from now on."""
    context.add_init_script(_NOTE)


def open_editor(tab: Any, address: str) -> None:
    """As somebody who looks at the form before writing."""
    tab.goto(address, wait_until="load")
    tab.locator("form[data-is-watched][data-keeps-text]").wait_for()
