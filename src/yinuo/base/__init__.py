"""Plain values that every room shares: money, periods, points, ids, actors, errors."""
