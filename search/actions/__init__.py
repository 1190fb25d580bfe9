"""Every change of an index, and of what the staff decides about search."""

from search.actions.indexing import Drift, index_content, keep_index, mend_index, rebuild_index

__all__ = ["Drift", "index_content", "keep_index", "mend_index", "rebuild_index"]
