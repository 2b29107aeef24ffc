"""What several sheets share: rows, grids, and the formulas in them."""
