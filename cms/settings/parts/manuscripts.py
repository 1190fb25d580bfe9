"""Word files of authors (docs/word-import.md)."""

from cms.settings.env import VAR_DIR, env

# One lock a person: a second file of the same person is not read at the same time.
MANUSCRIPT_LOCKS = VAR_DIR / "locks"
# Keys of the sites on which a text that is not in Times New Roman 12–14 is refused and not only reported (R039).
MANUSCRIPT_FONT_REQUIRED_SITES: list[str] = env.list("MANUSCRIPT_FONT_REQUIRED_SITES", default=[])
# A preview that nobody made a draft of is forgotten, with its file, after so many days.
MANUSCRIPT_WAITING_DAYS = env.int("MANUSCRIPT_WAITING_DAYS", default=7)
