"""The screens of moderation in the admin: doors only, each calls one query or action."""
