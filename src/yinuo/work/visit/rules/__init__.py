"""Pure decisions on site: the order of steps, arrival, money."""
