"""From what into what. One pair: every text is written in Vietnamese, the law asks for English (R076, R077)."""

SOURCE, TARGET = "vi", "en"
