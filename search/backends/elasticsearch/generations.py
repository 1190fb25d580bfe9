"""Generations of the index: which one is read, which one is being built, and how one follows the other.

`<prefix>-l1` is an alias of the generation that is read, `<prefix>-l1-building` of the one that is being built;
both generations get what is published meanwhile, so a rebuild misses nothing and ends in one step.
"""

import datetime
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.backends.base import BackendAway, BeingBuilt, NoIndex
from search.backends.elasticsearch.connection import translated
from search.backends.elasticsearch.layout import LAYOUT, SETTINGS, mapping
from search.backends.elasticsearch.settings import ASK_SECONDS, BUILD_SECONDS

# A rebuild writes down that it lives this often; one that was silent for long was killed.
BEAT_EVERY = datetime.timedelta(seconds=15)
KILLED_AFTER = datetime.timedelta(seconds=90)
Clock = Callable[[], datetime.datetime]


class Generations:
    """The indices of one prefix."""

    def __init__(self, client: Elasticsearch, *, prefix: str, clock: Clock) -> None:
        self.alias = f"{prefix}-l{LAYOUT}"
        self.building_alias = f"{self.alias}-building"
        self._clock = clock
        self._asking = client.options(request_timeout=ASK_SECONDS)
        self._patient = client.options(request_timeout=BUILD_SECONDS)

    def current(self) -> str:
        """The index that is read; raise NoIndex when there is none, BackendAway when the server does not say."""
        with translated():
            names = self._held_by(self.alias)
        if len(names) != 1:
            raise NoIndex(f"{self.alias} stands for {len(names)} indices: run `manage.py search_index rebuild`")
        return names[0]

    def is_building(self) -> bool:
        """Whether a rebuild runs, or was killed and left its half. For use inside `translated`."""
        return bool(self._asking.indices.exists_alias(name=self.building_alias))

    def _held_by(self, alias: str) -> list[str]:
        try:
            return list(self._asking.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    @contextmanager
    def built(self, *, signature: str) -> Iterator["Generation"]:
        """A new empty generation, put in place when the block ends well and removed otherwise.

        Raise BeingBuilt when a rebuild runs already.
        """
        with translated():
            new = self._create(signature)
        try:
            yield new
            with translated():
                self._put_in_place(new.name)
        except BaseException:
            with suppress(BackendAway), translated():
                self._asking.indices.delete(index=new.name, ignore_unavailable=True)
            raise

    def _create(self, signature: str) -> "Generation":
        self._refuse_a_second()
        self._sweep()
        self._remove_squatters()
        at = self._clock()
        name = f"{self.alias}-{at:%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
        meta = {"signature": signature, "built_at": at.isoformat(), "alive_at": at.isoformat()}
        self._patient.indices.create(
            index=name,
            # Refreshed once at the end, not every second: nobody reads it yet.
            settings={**SETTINGS, "refresh_interval": "-1"},
            mappings=mapping(meta).to_dict(),
            aliases={self.building_alias: {}},
        )
        new = Generation(self._asking, name=name, meta=meta, clock=self._clock)
        if self._held_by(self.building_alias) != [name]:
            self._asking.indices.delete(index=name)
            raise BackendAway("two rebuilds began at once; both leave it to the next")
        return new

    def _refuse_a_second(self) -> None:
        for name in self._held_by(self.building_alias):
            meta = self._asking.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
            alive_at = datetime.datetime.fromisoformat(meta["alive_at"])
            if self._clock() - alive_at < KILLED_AFTER:
                raise BeingBuilt(f"a rebuild runs already: {name}, alive at {alive_at:%H:%M:%S}")

    def _put_in_place(self, name: str) -> None:
        """Readers see this generation from now on, all at once."""
        self._patient.indices.put_settings(index=name, settings={"refresh_interval": None})
        self._patient.indices.refresh(index=name)
        self._patient.cluster.health(index=name, wait_for_status="yellow", timeout="30s")
        moves: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self.alias}},
            {"remove": {"index": name, "alias": self.building_alias, "must_exist": True}},
        ]
        moves += [{"remove": {"index": old, "alias": self.alias}} for old in self._held_by(self.alias)]
        self._patient.indices.update_aliases(actions=moves)
        self._sweep()

    def _sweep(self) -> None:
        """Delete generations of this layout that nobody reads: older ones, and what killed rebuilds left."""
        found = self._asking.indices.get_alias(index=f"{self.alias}-*")
        self._delete([name for name, held in found.items() if self.alias not in held["aliases"]])

    def _remove_squatters(self) -> None:
        """Delete indices that have the name of one of our aliases: nobody reads them, and no swap works beside them.

        A document sent without its alias makes one, as a release before ADR 0186 could.
        """
        found = self._asking.indices.get(index=[self.alias, self.building_alias], ignore_unavailable=True)
        self._delete([name for name in found.body if name in {self.alias, self.building_alias}])

    def remove_all(self) -> None:
        """Delete every generation of this layout. For use inside `translated`."""
        self._delete(list(self._asking.indices.get_alias(index=f"{self.alias}-*")))

    def _delete(self, names: list[str]) -> None:
        if names:
            self._patient.indices.delete(index=",".join(names), ignore_unavailable=True)


class Generation:
    """An index that is being filled."""

    def __init__(self, asking: Elasticsearch, *, name: str, meta: dict[str, Any], clock: Clock) -> None:
        self.name = name
        self._asking = asking
        self._meta = meta
        self._clock = clock
        self._told_at = clock()

    def show_life(self) -> None:
        """Write down now and then that its rebuild lives; raise BackendAway when the index is gone."""
        now = self._clock()
        if now - self._told_at < BEAT_EVERY:
            return
        self._told_at = now
        with translated():
            self._asking.indices.put_mapping(index=self.name, meta={**self._meta, "alive_at": now.isoformat()})
