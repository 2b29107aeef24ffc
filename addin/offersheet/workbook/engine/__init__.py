"""From declarations to a file: what a sheet is made of, where everything stands, how it is written."""
