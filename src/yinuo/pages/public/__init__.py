"""Pages that anybody may see: the doors, prices, coverage, the key, privacy, health."""
