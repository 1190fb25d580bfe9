"""Cổng: a headless content platform for Vietnamese public agencies."""
