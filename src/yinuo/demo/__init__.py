"""A company, a city and a fleet that lives: drives the real rooms, with a moved clock where asked."""
