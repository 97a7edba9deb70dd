"""1. What comes in, kept word for word, and made into a case, a quote, a promise and a job."""
