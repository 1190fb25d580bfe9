"""What an import file may be: numbers only (RELIABILITY 55)."""

MAX_BYTES = 20 * 1024 * 1024
MAX_RECORDS = 20_000
# Characters, and 50 for every value: a sheet names one long text in a million cells.
MAX_SAID = 200_000_000
MAX_COLUMNS = 80
MAX_SHEETS = 20
# As Excel itself limits a cell; a longer text in JSON is refused at its field.
MAX_TEXT = 32_767
MAX_LINE = 1_000
MAX_ITEMS = 300
MAX_JSON_DEPTH = 12
MAX_CODE = 60

# What anybody may compare on a screen while it waits: a whole city's catalogue of rich records.
COMPARED_BYTES = 6 * 1024 * 1024
COMPARED_RECORDS = 2_000
COMPARED_SAID = 10_000_000

# The archive that an .xlsx is.
MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = 1_000_000
MAX_UNPACKED = 80_000_000
MAX_XML_PART = 24_000_000
RATIO_FROM, MAX_RATIO = 1_000_000, 100
MAX_XML_DEPTH = 60
MAX_XML_ELEMENTS = 1_500_000
