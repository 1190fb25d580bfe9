"""Which translation a file holds and when we wrote it, signed: what comes back is not believed about itself."""

import datetime
import re

from django.core.signing import BadSignature, Signer

from cms.translation.exchange.refusals import Refused

_SALT = "translation.file"
_STAMP = re.compile(r"(?P<identity>[\w-]{1,80})@(?P<moment>\d{8}T\d{12}Z)", re.ASCII)
_MOMENT = "%Y%m%dT%H%M%S%fZ"


def stamped(identity: str, *, at: datetime.datetime) -> str:
    """The identity as a file carries it: with the moment, and our signature over both."""
    return _signer().sign(f"{identity}@{at.astimezone(datetime.UTC).strftime(_MOMENT)}")


def read_stamp(stamp: str) -> tuple[str, datetime.datetime]:
    """(identity, moment) of a stamp of ours; raise Refused for none, or one that was written anew."""
    try:
        found = _STAMP.fullmatch(_signer().unsign(stamp))
    except BadSignature:
        found = None
    if found is None:
        raise Refused("no_identity")
    moment = datetime.datetime.strptime(found["moment"], _MOMENT).replace(tzinfo=datetime.UTC)
    return found["identity"], moment


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
