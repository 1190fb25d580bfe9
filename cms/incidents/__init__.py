"""Technical faults of the sites: who noticed what when, what was done, and when it was over (R074)."""
