"""Every public address of a running copy, found the way a crawler finds them."""

import json
import re
from collections.abc import Iterator

from tests.product.conftest import Product

HOSTS = ("127.0.0.1", "city.localhost")
FIXED = ("/", "/en/", "/robots.txt", "/sitemap.xml", "/khong-co-trang-nay/", "/en/no-such-page/", "/rss/")


def _with_host(product: Product, host: str) -> dict[str, str]:
    return {"Host": f"{host}:{product.url.rsplit(':', 1)[1]}"}


def page_addresses(product: Product) -> list[tuple[str, str]]:
    """(host, path) of every page, feed and sitemap, and of some that do not exist."""
    found: set[tuple[str, str]] = set()
    for host in HOSTS:
        found |= {(host, path) for path in FIXED}
        waiting = ["/sitemap.xml"]
        while waiting:
            _, _, body = product.get(waiting.pop(), **_with_host(product, host))
            for address in re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", body.decode()):
                if (host, address) not in found:
                    found.add((host, address))
                    if "sitemap" in address:
                        waiting.append(address)
    return sorted(found)


def api_addresses(product: Product) -> Iterator[str]:
    """Every list page and every document of the API, both sites, both languages."""
    for site in product.json("/api/v1/sites/")["items"]:
        for locale in ("vi", "en"):
            scope = f"site={site['key']}&locale={locale}"
            for collection in ("documents", "sections", "menus"):
                cursor: str | None = ""
                while cursor is not None:
                    address = f"/api/v1/{collection}/?{scope}&limit=100" + (f"&cursor={cursor}" if cursor else "")
                    yield address
                    answer = product.json(address)
                    cursor = answer["next"]
                    if collection == "documents":
                        for item in answer["items"]:
                            yield f"/api/v1/documents/{item['content_id']}/?{scope}"
                            yield f"/api/v1/by-path/?path={item['path']}&site={site['key']}"


def answers(product: Product) -> dict[str, tuple[int, bytes]]:
    """Status and bytes of every public answer of the copy."""
    found: dict[str, tuple[int, bytes]] = {}
    for host, path in page_addresses(product):
        status, _, body = product.get(path, **_with_host(product, host))
        found[f"{host}{path}"] = (status, body)
    for address in api_addresses(product):
        status, _, body = product.get(address)
        found[address] = (status, body)
    return found


def without_version(body: bytes) -> bytes:
    """An answer without what may differ between two stores of the same content."""
    try:
        data = json.loads(body)
    except ValueError:
        return body
    for item in data.get("items", [data]):
        item.pop("version", None)
    return json.dumps(data, sort_keys=True).encode()
