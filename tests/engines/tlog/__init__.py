"""Tests of the record's plain library."""
