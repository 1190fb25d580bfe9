"""The public pages, read through one port."""
