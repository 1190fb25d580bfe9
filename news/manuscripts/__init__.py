"""Word files read into a neutral `Manuscript`. Knows nothing of pages: `news` makes the draft (R039).

The modules that meet the bytes (`package`, `markup`, `styles`, `simplifying`, `blocks`, `conversion`) import neither
Django nor the rest of the product: they run in a process of their own, with limits, that is killed at its time-out.
"""
