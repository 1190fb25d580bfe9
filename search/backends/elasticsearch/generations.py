"""Generations of the index: which one is read, which one is being built, and how one follows the other.

`<prefix>-l1` is an alias of the generation that is read, `<prefix>-l1-building` of the one that is being built;
both generations get what is published meanwhile, so a rebuild misses nothing and ends in one step.
"""

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.backends.base import BackendAway
from search.backends.elasticsearch.connection import translated
from search.backends.elasticsearch.layout import LAYOUT, SETTINGS, mapping
from search.backends.elasticsearch.settings import ASK_SECONDS, BUILD_SECONDS


class Generations:
    """The indices of one prefix."""

    def __init__(self, client: Elasticsearch, *, prefix: str) -> None:
        self.alias = f"{prefix}-l{LAYOUT}"
        self.building_alias = f"{self.alias}-building"
        self._client = client
        self._asking = client.options(request_timeout=ASK_SECONDS)

    def current(self) -> str:
        """The index that is read; raise BackendAway when there is none."""
        with translated():
            names = self._held_by(self.alias)
        if len(names) != 1:
            raise BackendAway(f"{self.alias} stands for {len(names)} indices: run search_index rebuild")
        return names[0]

    def is_building(self) -> bool:
        """Whether a rebuild runs, or was killed and left its half."""
        return bool(self._asking.indices.exists_alias(name=self.building_alias))

    def _held_by(self, alias: str) -> list[str]:
        try:
            return list(self._asking.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def create(self, *, signature: str, at: datetime.datetime) -> str:
        """A new empty generation, which takes the place of an unfinished one."""
        name = f"{self.alias}-{at:%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
        meta = {"signature": signature, "built_at": at.isoformat(), "layout": LAYOUT}
        with translated():
            self.sweep()
            self._client.options(request_timeout=BUILD_SECONDS).indices.create(
                index=name,
                # Refreshed once at the end, not every second: nobody reads it yet.
                settings={**SETTINGS, "refresh_interval": "-1"},
                mappings=mapping(meta).to_dict(),
                aliases={self.building_alias: {}},
            )
        return name

    def put_in_place(self, name: str) -> None:
        """Readers see this generation from now on, all at once; raise BackendAway when another rebuild came after."""
        patient = self._client.options(request_timeout=BUILD_SECONDS)
        with translated():
            patient.indices.put_settings(index=name, settings={"refresh_interval": None})
            patient.indices.refresh(index=name)
            patient.cluster.health(index=name, wait_for_status="yellow", timeout="30s")
            if self._held_by(self.building_alias) != [name]:
                raise BackendAway("another rebuild began meanwhile")
            moves: list[dict[str, Any]] = [
                {"add": {"index": name, "alias": self.alias}},
                {"remove": {"index": name, "alias": self.building_alias}},
            ]
            moves += [{"remove": {"index": old, "alias": self.alias}} for old in self._held_by(self.alias)]
            patient.indices.update_aliases(actions=moves)
            self.sweep()

    def drop(self, name: str) -> None:
        """Take away what will not be used; quietly, for it happens after an error."""
        with suppress(BackendAway), translated():
            self._asking.indices.delete(index=name, ignore_unavailable=True)

    def sweep(self) -> None:
        """Delete generations of this layout that nobody reads: older ones, and what killed rebuilds left."""
        found = self._asking.indices.get_alias(index=f"{self.alias}-*")
        idle = [name for name, held in found.items() if self.alias not in held["aliases"]]
        if idle:
            self._client.options(request_timeout=BUILD_SECONDS).indices.delete(
                index=",".join(idle), ignore_unavailable=True
            )

    @contextmanager
    def built(self, *, signature: str, at: datetime.datetime) -> Iterator[str]:
        """A new generation, put in place when the block ends well and removed otherwise."""
        name = self.create(signature=signature, at=at)
        try:
            yield name
            self.put_in_place(name)
        except BaseException:
            self.drop(name)
            raise
