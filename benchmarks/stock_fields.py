"""The fields that the stock side is asked for: those that a document of ours carries."""

PLAIN = ["summary", "origin", "format", "event_on", "is_work_programme", "is_directive", "lead_image_alt",
         "lead_image_caption", "source_name", "source_url", "source_on"]  # fmt: skip
FIELDS = ",".join([*PLAIN, "genre", "topics", "authors", "department", "body", "html", "renditions"])
