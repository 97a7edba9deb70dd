"""Pages of the company's own people: cases by time left, one case with all its evidence, figures."""
