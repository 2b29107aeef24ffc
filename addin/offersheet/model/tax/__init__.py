"""Income and payroll taxes: one engine over tables of law, for a number, an array, or all incomes at once."""
