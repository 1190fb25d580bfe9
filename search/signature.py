"""What an index was made with: another signature means that it must be built anew."""

import hashlib
import unicodedata

from search.backends.sqlite.schema import LAYOUT

# Raised whenever the same document would be indexed otherwise: tokens, levels, facets, the record.
ANALYSIS = 3


def signature() -> str:
    """The signature of an index built by this code. Synonyms are not part of it: they act on questions."""
    parts = f"{ANALYSIS}:{LAYOUT}:{unicodedata.unidata_version}"
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()
