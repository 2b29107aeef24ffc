"""LibreOffice Calc: the functions as an add-in, which asks the command line for its answers."""
