"""Notes of translators: on a text, or on one of its segments, for whoever translates or reviews it next."""
