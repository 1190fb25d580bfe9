"""The editor's desk: what waits for a person, their drafts, what their unit owes; where they are. No models."""
