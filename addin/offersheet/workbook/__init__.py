"""The workbook: ``sheets`` declare it over what the ``parts`` share; the ``engine`` alone writes it."""
