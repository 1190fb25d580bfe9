"""Rows of a list whose words stand on many public pages: what the public reads is what was approved last (ADR 0205)."""

import hashlib
import json
from typing import Any, ClassVar

from django.db import models, transaction

from cms.departments.models import OrgUnit


class SharedWords(models.Model):
    """The columns named in `WORDS` hold what was written last; `public_words` what the public reads meanwhile.

    The first words of a row need no approval of their own: nothing public carries it yet, and whoever approves the
    first text that does reads them there. Every later change waits for the board, whatever path it came by, for
    `save` itself keeps the former words; `cms.moderation.actions.decide_words` lets go of them.
    """

    WORDS: ClassVar[tuple[str, ...]] = ()

    # Empty while the row says what the public reads.
    public_words = models.JSONField(default=dict, editable=False)
    # Ids of the persons whose words wait: none of them approves these. And since when they wait.
    written_by = models.JSONField(default=list, editable=False)
    written_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is public apart from what was written; what the database holds counts, not what was read before."""
        with transaction.atomic():
            if not self._state.adding:
                self._keep_public()
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "public_words", "written_by", "written_at"}
            super().save(*args, **kwargs)

    @property
    def is_waiting(self) -> bool:
        """Whether the row says something else than the public reads."""
        return bool(self.public_words)

    def words(self) -> dict[str, str]:
        """What was written last."""
        return {name: str(getattr(self, name)) for name in self.WORDS}

    def in_public(self) -> dict[str, str]:
        """What the public reads; presenters ask nothing else."""
        return (
            {name: str(self.public_words.get(name, "")) for name in self.WORDS} if self.public_words else self.words()
        )

    def words_hash(self) -> str:
        """SHA-256, in hexadecimal, of what was written last: what an approval binds."""
        canonical = json.dumps(self.words(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def words_unit(self) -> OrgUnit | None:
        """Whose board decides about the words; None for a list that all agencies share: the main agency's."""
        return None

    def _keep_public(self) -> None:
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        stored = rows.values("public_words", "written_by", "written_at", *self.WORDS).first()
        if stored is None:
            return
        self.written_by, self.written_at = stored.pop("written_by"), stored.pop("written_at")
        public = stored.pop("public_words") or stored
        self.public_words = {} if self.words() == public else public
        if not self.public_words:
            self.written_by, self.written_at = [], None
