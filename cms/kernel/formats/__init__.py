"""How days and times are written and read in forms; Django finds them through FORMAT_MODULE_PATH."""
