"""Login of the company's people, and the door that every page of theirs stands behind."""
