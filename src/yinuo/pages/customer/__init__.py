"""Pages of the customer: report, follow the promise, decide, confirm, complain, keep the receipt."""
