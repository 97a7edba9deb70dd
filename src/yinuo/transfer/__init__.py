"""The transfer room: what a company has in files comes in, line by line, and its lists go out."""
