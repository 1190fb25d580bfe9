"""Processing figures (R106): the port by which they come, the file that is its adapter today, their rules."""
