"""Contests and emulation campaigns (not built yet)."""
