"""Companies, their outlets, technicians, shifts, tariff and warranty promises."""
