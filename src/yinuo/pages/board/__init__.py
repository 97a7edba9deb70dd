"""The dispatcher's board: running promises by time left, who is where, why whom, what is done by hand."""
