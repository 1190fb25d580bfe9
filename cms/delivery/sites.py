"""Which site a request reads: the one it names, else the one of its host."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.api.problems import InvalidParameters, ParameterError
from cms.subsites.queries import SubsiteInfo, default_subsite, subsite_by_key, subsite_for_host, subsites


def named_site(asked: dict[str, Any]) -> SubsiteInfo | None:
    """The site that `site` names, or None without it; raise InvalidParameters for an unknown one."""
    key = asked.get("site")
    if key is None:
        return None
    found = subsite_by_key(key)
    if found is None:
        message = format_lazy(_("Give one of: {options}."), options=", ".join(site.key for site in subsites()))
        raise InvalidParameters([ParameterError("site", message)])
    return found


def site_of(request: HttpRequest, asked: dict[str, Any]) -> SubsiteInfo:
    """The named site, else the host's, else the default one; raise Http404 before any site exists."""
    host, _port = split_domain_port(request.get_host())
    found = named_site(asked) or subsite_for_host(host) or default_subsite()
    if found is None:
        raise Http404
    return found
