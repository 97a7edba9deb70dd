"""Messages out and their receipts; channels stand behind one interface."""
