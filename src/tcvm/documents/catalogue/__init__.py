"""Reading the catalogue: what a network has decided, from TOML into the domain's values."""

from tcvm.documents.catalogue.load import (
    CatalogueError,
    Rate,
    elements,
    indicators,
    rates,
    rating_rate,
    scheme,
    scheme_codes,
)

__all__ = [
    "CatalogueError",
    "Rate",
    "elements",
    "indicators",
    "rates",
    "rating_rate",
    "scheme",
    "scheme_codes",
]
