"""The doors: read the address, ask the source, send a page."""
