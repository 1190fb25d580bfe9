"""The public storage: a file appears whole under its final name, or not at all."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class PublicStorage(FileSystemStorage):
    """Content-hashed names: a name is its content, so writing it again changes nothing."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: there is no other file of that name with another content."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{uuid4().hex}.part")
        try:
            with partial.open("xb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            partial.chmod(0o644)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return name
