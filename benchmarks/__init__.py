"""Measurements that anybody can repeat: `python -m benchmarks.read_api --help`."""
