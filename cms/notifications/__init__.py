"""Messages in the admin and by e-mail: one digest a day, urgent ones at once, quiet hours (docs/notifications.md)."""
