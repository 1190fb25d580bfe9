"""Relations between the parts of a Word file, and which addresses a text may keep."""

from dataclasses import dataclass

from news.manuscripts.markup import Budget, parse
from news.manuscripts.package import Package
from news.manuscripts.refusals import Refused

_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_MAX_ADDRESS = 2_000
# What Word fetches or runs by itself when it opens the file.
_FETCHED = frozenset({"oleobject", "frame", "subdocument", "afchunk", "package", "control"})


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Where an id of a part leads: into the archive, or outside."""

    kind: str
    target: str
    is_external: bool


def relations_of(package: Package, part: str, budget: Budget) -> dict[str, Relation]:
    """The relations of a part by id; raise Refused for what Word would fetch from elsewhere by itself."""
    folder, _slash, name = part.rpartition("/")
    stored = package.find(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if stored is None:
        return {}
    found: dict[str, Relation] = {}
    for node in parse(package.read(stored), budget).children:
        relation = Relation(
            kind=node.get("Type").rpartition("/")[2].lower(),
            target=node.get("Target").strip(),
            is_external=node.get("TargetMode").lower() == "external",
        )
        _refuse_fetched(relation)
        found[node.get("Id")] = relation
    return found


def part_of(relation: Relation, base: str) -> str:
    """The name of the part an internal relation leads to; `base` is the folder of the part that has it."""
    if relation.target.startswith("/"):
        return relation.target.lstrip("/")
    steps: list[str] = base.split("/") if base else []
    for step in relation.target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def is_safe_link(address: str) -> bool:
    """Whether a link of the text is kept: web, mail or telephone, on one line, without hidden characters."""
    if len(address) > _MAX_ADDRESS or any(char <= " " or char in '\\<>"\x7f' for char in address):
        return False
    return address.lower().startswith(_SCHEMES)


def _refuse_fetched(relation: Relation) -> None:
    if not relation.is_external:
        return
    target = relation.target.lower().replace("\\", "/")
    if relation.kind in _FETCHED:
        raise Refused("fetches")
    # The template a document was made with is often named with its place on the writer's own disk.
    on_own_disk = target.startswith("file:///") and not target.startswith("file:////")
    has_scheme = target.startswith("//") or "://" in target
    if relation.kind == "attachedtemplate" and has_scheme and not on_own_disk:
        raise Refused("fetches")
