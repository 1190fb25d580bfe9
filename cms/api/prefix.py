"""Where the API begins; apart from the rest, so that a process without accounts can ask too."""

PREFIX = "/api/"
