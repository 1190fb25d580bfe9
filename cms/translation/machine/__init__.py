"""Machine translation behind one interface: none, a dummy, or a LibreTranslate of one's own.

What a machine says is a suggestion: marked as such, counted as untranslated, and public only after a person has
confirmed it (DOMAIN E9). A machine that is away, slow or wrong costs a message.
"""
