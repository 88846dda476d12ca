"""The pages a reader can come to, by a short name."""

PAGES = {
    "round": "rounds/mix-2014/",
    "scorecard": "rounds/mix-2014/cep/",
    "incomplete": "rounds/mix-2014/vbsp/",
    "figures": "rounds/mix-2014/cep/figures/",
    "schemes": "schemes/",
    "scheme": "schemes/vmfwg-2014-par30/",
    "indicators": "indicators/",
    "indicator": "indicators/oss/",
    "search": "search/?q=tu+vung",
    "not-found-by-search": "search/?q=khong+co+ai",
}
#: Language, width and ground: each language on both widths, each width on both grounds.
READERS = [("vi", 1280, False), ("en", 1280, True), ("vi", 360, True), ("en", 360, False)]
