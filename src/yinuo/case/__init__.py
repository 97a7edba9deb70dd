"""Cases: what somebody asked for, where it stands, which proofs were seen."""
