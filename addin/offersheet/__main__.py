"""``python -m offersheet`` is the command ``offersheet``."""

from offersheet.cli import main

main()
