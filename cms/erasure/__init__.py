"""Personal data is taken out of what no longer counts: old versions, drafts, translations, remarks."""
