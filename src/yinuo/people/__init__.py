"""Customers, their contact points and products, staff and roles."""
