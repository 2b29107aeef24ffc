"""The maths: what pay and equity are worth."""
