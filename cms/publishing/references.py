"""What live pages embed or link to: when it changes, they are refreshed.

Wagtail sends no signal when a snippet or an image is saved. `watch` is the documented exception to
"no post_save": it is the only hook that every path (admin, API, command, shell) passes.
"""

from django.db.models import Model

from cms.publishing import receivers


def watch(model: type[Model]) -> None:
    """Refresh live pages that embed an instance of this model whenever one is saved or deleted.

    Call it in `ready()`, of an app above publishing, for a model that presenters read. Images and
    documents are watched already.
    """
    receivers.connect_watched(model)


def watch_deletions(model: type[Model]) -> None:
    """The same of deletions alone, for a model whose changes become public by an action that says so."""
    receivers.connect_deleted(model)
