"""Values of a page in their public shape, one module a kind of value."""
