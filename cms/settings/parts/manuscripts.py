"""Word files of authors (docs/word-import.md)."""

from cms.settings.env import VAR_DIR, env

# One lock a person: a second file of the same person is not read at the same time.
MANUSCRIPT_LOCKS = VAR_DIR / "locks"
# A preview that nobody made a draft of is forgotten, with its file, after so many days.
MANUSCRIPT_WAITING_DAYS = env.int("MANUSCRIPT_WAITING_DAYS", default=7)
