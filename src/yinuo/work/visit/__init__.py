"""On site: travel, arrival, itemised quote, steps, parts, photos, payment."""
