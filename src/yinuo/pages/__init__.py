"""Server-rendered screens, one folder per person in front of them."""
