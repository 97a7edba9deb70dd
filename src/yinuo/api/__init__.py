"""What other machines call: today the receipts of SMS services."""
