"""Work away from the screens: the segments of one translation as PO, XLIFF 1.2 or a Word table, and back again.

Formats know nothing of the database: they write a `Bundle` and read a `Received`. What may be kept of a file is
judged by `judging`; `actions` writes it, through the one door of `cms.translation`.
"""
