"""Plain Python libraries: no Django, no clock, no I/O but a packaged data file."""
