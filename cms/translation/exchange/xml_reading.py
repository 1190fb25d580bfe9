"""XML from outside: no definitions, no entities, nothing fetched, and a bound on depth and size (RELIABILITY 55)."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from cms.translation.exchange import limits
from cms.translation.exchange.refusals import Refused


class _BoundedTree(TreeBuilder):
    """Refuse a document while it is read, not when it has been."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    # The stubs name the parameter differently in different versions: positional only.
    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > limits.MAX_XML_DEPTH:
            raise Refused("too_deep", limit=limits.MAX_XML_DEPTH)
        if self._elements > limits.MAX_XML_ELEMENTS:
            raise Refused("too_much_markup")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_xml(data: bytes) -> Element:
    """The root element; raise Refused for what is no XML, or holds a document type, or is too deep or too much."""
    parser = XMLParser(target=_BoundedTree(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element | None = parser.close()
    except DefusedXmlException as error:
        raise Refused("document_type") from error
    except (ParseError, LookupError, ValueError) as error:
        raise Refused("broken") from error
    if root is None:
        raise Refused("broken")
    return root
