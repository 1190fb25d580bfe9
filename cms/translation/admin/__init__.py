"""The screens of translations in the admin: doors only, each calls one query or action."""
