"""The live stream: tells an open page that its case has a new line."""
