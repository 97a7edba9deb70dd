"""Who goes, by when, and why."""
