"""The bin: what was deleted stays thirty days, with what stood below it, and can be put back (docs/bin.md)."""
