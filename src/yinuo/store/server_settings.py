"""What the embedded server is told, once when its cluster is made and at each start."""

from __future__ import annotations

SUPERUSER = "postgres"
PORT = 5432  # names the socket's file; there is no network port
FOR_INITDB = (
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
# Written into postgresql.conf once: the operator's to change.
FIRST_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_compression": "pglz",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Handed over at each start: what this layer and the promises of the product rely on.
FIXED_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Seven files, one a weekday, each begun anew after a week.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "server-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    # A failing statement, or the key that a constraint refused, may hold somebody's name.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
