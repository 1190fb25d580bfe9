"""The fields that the stock side is asked for: those that a document of ours carries."""

from cms.media.rules import specs_for

SPECS = [spec.filter_spec for spec in specs_for(1600, 1067)]
RENDITIONS = [f"lead_image_{number}" for number in range(len(SPECS))]
PLAIN = ["summary", "origin", "format", "event_on", "is_work_programme", "is_directive", "lead_image_alt",
         "lead_image_caption", "source_name", "source_url", "source_on"]  # fmt: skip
FIELDS = ",".join([*PLAIN, "genre", "topics", "authors", "department", "body", "html", *RENDITIONS])
