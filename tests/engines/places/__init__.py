"""Tests of the places engine."""
