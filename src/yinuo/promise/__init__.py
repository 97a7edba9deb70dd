"""Promises: quoted, made, paused, judged by the record, and paid for when broken."""
