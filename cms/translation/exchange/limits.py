"""What a file of translations may be: numbers only (RELIABILITY 55, 74)."""

MAX_BYTES = 5 * 1024 * 1024
MAX_SEGMENTS = 5_000
# A rich text is cut at its paragraphs: nobody writes one this long.
MAX_SEGMENT_CHARACTERS = 20_000
MAX_CHARACTERS = 2_000_000
# Lines of one entry of a PO file; programs break at 80 characters.
MAX_PO_LINES = 2_000

MAX_XML_DEPTH, MAX_XML_ELEMENTS = 64, 300_000

# The archive a Word file is.
MAX_ENTRIES = 500
MAX_DIRECTORY_BYTES = 200_000
MAX_UNPACKED = 60_000_000
MAX_XML_PART = 16_000_000
RATIO_FROM, MAX_RATIO = 1_000_000, 100
