"""Settings, urls, servers' entry points and the wiring between rooms."""
