"""The handbook of the office: what people do in the admin, in Vietnamese, read in the admin."""
