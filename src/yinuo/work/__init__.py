"""What people do to keep promises."""
