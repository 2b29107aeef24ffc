"""The kinds of blocks that a sheet is made of, a module each.

``block`` has what every kind says of itself. A new kind is a module here, with a frozen dataclass that is
``@final`` and a ``Block``; a line in ``layout``, from where sheets take it; and a place among the layers
that import-linter holds. Nothing else knows the kinds.
"""
