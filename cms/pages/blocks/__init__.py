"""The families of blocks a body is written with; `body.py` puts them together."""
