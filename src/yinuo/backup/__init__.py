"""Backups of an installation: made while it runs, checked, restored elsewhere, and never a way back for
the erased."""
