"""Pictures of a text: which part, which alternative text, and what of a drawing cannot be kept."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Pillow

from cms.media.rules import MAX_PIXELS, MIN_SIDE, PICTURE_EXTENSIONS
from news.manuscripts import limits
from news.manuscripts.findings import Findings
from news.manuscripts.links import Relation, part_of
from news.manuscripts.markup import Node
from news.manuscripts.package import Package
from news.manuscripts.refusals import Refused

_HEADERS = {"jpg": "JPEG", "jpeg": "JPEG", "jfif": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
_MAX_ALT = 255
# A picture's size is read from its header; Pillow's own warning has nothing to add.
Pillow.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, kw_only=True)
class PictureUse:
    """A picture at a place of the text; several places may show one part."""

    part: str
    alt: str
    is_decorative: bool


class Pictures:
    """The pictures of a file, numbered as they come."""

    def __init__(self, package: Package, findings: Findings) -> None:
        self.uses: list[PictureUse] = []
        self._package, self._findings = package, findings
        self._judged: dict[str, str] = {}

    def take(self, node: Node, relations: dict[str, Relation], base: str) -> list[int]:
        """Numbers of the pictures in a drawing, an old picture or both; what else was in it is reported."""
        nodes = _shown(node)
        if any(found.tag == "wp:docPr" and found.get("hidden") in ("1", "true") for found in nodes):
            self._findings.dropped("hidden_text")
            return []
        numbers = [
            number
            for found in nodes
            if found.tag in ("a:blip", "v:imagedata")
            for number in self._take(found, nodes, relations, base)
        ]
        self._report_rest(nodes, has_picture=any(found.tag in ("a:blip", "v:imagedata") for found in nodes))
        return numbers

    def _take(self, blip: Node, nodes: list[Node], relations: dict[str, Relation], base: str) -> list[int]:
        key = blip.get("r:embed") or blip.get("r:id") or blip.get("r:link")
        relation = relations.get(key)
        if relation is None or relation.is_external or not blip.get("r:embed", blip.get("r:id")):
            self._findings.dropped("picture_elsewhere")
            return []
        stored = self._package.find(part_of(relation, base))
        problem = "picture_broken" if stored is None else self._judge(stored)
        if stored is None or problem:
            self._findings.dropped(problem, detail=_extension(stored or ""))
            return []
        if len(self.uses) >= limits.MAX_PICTURES:
            raise Refused("too_many_pictures", limit=limits.MAX_PICTURES)
        self.uses.append(
            PictureUse(part=stored, alt=_alt(nodes), is_decorative=any(_is_decorative(node) for node in nodes))
        )
        return [len(self.uses)]

    def _judge(self, part: str) -> str:
        if part not in self._judged:
            self._judged[part] = judge(self._package, part)
        return self._judged[part]

    def _report_rest(self, nodes: list[Node], *, has_picture: bool) -> None:
        boxes = sum(1 for node in nodes if node.tag == "w:txbxContent")
        if boxes:
            self._findings.dropped("text_box", count=boxes)
        elif not has_picture:
            self._findings.dropped("drawing")


def judge(package: Package, part: str) -> str:
    """Why a picture cannot be kept, as a code; empty when its header says nothing against it."""
    extension = _extension(part)
    if extension not in PICTURE_EXTENSIONS:
        return "picture_unsupported"
    try:
        data = package.read(part, limit=limits.MAX_PICTURE_BYTES)
        if extension in ("heic", "heif"):
            return ""
        with Pillow.open(BytesIO(data), formats=[_HEADERS[extension], "JPEG", "PNG"]) as image:
            width, height = image.size
    except Exception:  # decoders meet hostile bytes here and raise whatever they like
        return "picture_broken"
    if width * height > MAX_PIXELS:
        return "picture_too_large"
    return "picture_too_small" if min(width, height) < MIN_SIDE else ""


def _shown(node: Node) -> list[Node]:
    """The elements of a drawing; of alternatives the first, which newer programs show; no text of boxes."""
    found, left = [], [node]
    while left:
        current = left.pop()
        found.append(current)
        if current.tag == "mc:AlternateContent":
            chosen = current.child("mc:Choice") or current.child("mc:Fallback")
            left.extend([chosen] if chosen is not None else [])
        elif current.tag != "w:txbxContent":
            left.extend(reversed(current.children))
    return found


def _alt(nodes: list[Node]) -> str:
    for node in nodes:
        if node.tag in ("wp:docPr", "pic:cNvPr", "v:shape"):
            text = " ".join((node.get("descr") or node.get("alt")).split())
            if text:
                return text[:_MAX_ALT]
    return ""


def _is_decorative(node: Node) -> bool:
    return node.tag.endswith(":decorative") and node.get("val") in ("1", "true")


def _extension(part: str) -> str:
    return part.rpartition(".")[2].lower() if "." in part else ""
