"""The only plumbing: server, transaction door, clock, ids, idempotency, timers, watch, jobs."""
