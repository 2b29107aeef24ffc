"""From files to offers; all input is distrusted here."""
