"""Translation debt: which public texts have no English, or an old one, how late, and how many words that is."""
