"""The tables of an index file.

Slots only grow: a document that changes gets a new slot and its old one is marked dead, so what a process remembers
of a word stays true and is only lengthened. A rebuild begins again without the dead ones.
"""

import sqlite3

# Raised when a file of the former layout cannot be read any more.
LAYOUT = 2

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE docs (
    slot INTEGER PRIMARY KEY, key INTEGER NOT NULL, version INTEGER NOT NULL, live INTEGER NOT NULL,
    popularity INTEGER NOT NULL, published INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE UNIQUE INDEX docs_live ON docs (key) WHERE live = 1;
CREATE TABLE dead (id INTEGER PRIMARY KEY AUTOINCREMENT, slot INTEGER NOT NULL);
CREATE TABLE gone (key INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE facets (
    name TEXT NOT NULL, value TEXT NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (name, value, slot)
) WITHOUT ROWID;
CREATE TABLE facet_values (name TEXT NOT NULL, value TEXT NOT NULL, upto INTEGER NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (name, value)) WITHOUT ROWID;
CREATE TABLE word_sets (level TEXT NOT NULL, word TEXT NOT NULL, upto INTEGER NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (level, word)) WITHOUT ROWID;
CREATE TABLE slot_order (ranks BLOB NOT NULL, keys BLOB NOT NULL);
CREATE TABLE terms (
    term TEXT PRIMARY KEY, frequency INTEGER NOT NULL, named INTEGER NOT NULL, shown TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pairs (pair TEXT PRIMARY KEY, named INTEGER NOT NULL, shown TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE labels (
    name TEXT NOT NULL, value TEXT NOT NULL, locale TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (name, value, locale)
) WITHOUT ROWID;
CREATE TABLE lengths (field TEXT PRIMARY KEY, total INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(
    head, meta, body, content='', columnsize=0, tokenize="ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE names USING fts5(
    name, content='', columnsize=0, prefix='1 2 3 4', tokenize="ascii tokenchars '_'"
);
"""

LEVELS = ("head", "meta", "body")


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file."""
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
