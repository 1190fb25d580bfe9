"""What a manuscript may be: numbers only, shared by the process that reads and the one that waits (RELIABILITY 55)."""

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 5_000
# The table of contents of 5,000 entries; Python's reader would build objects for whatever it is given.
MAX_DIRECTORY_BYTES = 2_000_000
MAX_UNPACKED = 200_000_000
RATIO_FROM, MAX_RATIO = 1_000_000, 100
# One part of XML: a text of 100 pages needs 2–5 MB.
MAX_XML_PART = 24_000_000
MAX_DEPTH = 120
MAX_ELEMENTS = 400_000
MAX_PARAGRAPHS = 8_000
# As Word cuts them, and what is left when neighbours of one look are put together.
MAX_RAW_RUNS, MAX_RUNS = 50_000, 12_000
MAX_LINKS = 2_000
MAX_CHARACTERS = 1_000_000
MAX_PICTURES = 120
MAX_PICTURE_BYTES = 20 * 1024 * 1024
# What a body may hold (cms.pages.blocks.body.MAX_BLOCKS), less the heading and the list of the notes.
MAX_BLOCKS = 298
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 500, 30, 5_000

# The process that converts.
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 30
MAX_OUTPUT_BYTES = 24_000_000
