"""5. The append-only record: events, chains, receipts, and who is woken by a line."""
