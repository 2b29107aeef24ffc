"""Comps: what others are paid, read from files of pay data, and where an offer stands among them."""
