"""What is really ours: badges, official numbers, our calls; and the register of what only says it is."""
