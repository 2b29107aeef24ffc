"""Reading offer files: TOML, CSV and filled workbooks. Whatever comes in is distrusted here."""

from offersheet.reading.found import OfferFile
from offersheet.reading.offer_file import read_comps, read_offers

__all__ = ["OfferFile", "read_comps", "read_offers"]
