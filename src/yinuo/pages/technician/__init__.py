"""A technician's phone pages: his visits, and for each one screen that shows exactly the next step."""
