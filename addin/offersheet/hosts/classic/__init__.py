"""xlwings on Windows, in which VBA calls Python: what its add-in needs to find the functions."""
