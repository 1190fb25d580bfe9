"""The waist: the content store, and the events of publication."""
