"""Invented organisations for the benchmark of doubles, and the ways in which a list writes them.

Nobody in it exists. Names are drawn from the trade's kinds, an owner, a place and a word or two, so
that hundreds share all but one word, as they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tcvm.domain.membership.names import folded

KINDS = (
    "Quỹ hỗ trợ phụ nữ",
    "Quỹ hỗ trợ phát triển",
    "Chương trình tài chính vi mô",
    "Tổ chức tài chính vi mô trách nhiệm hữu hạn một thành viên",
    "Quỹ tín dụng tiết kiệm",
    "Trung tâm phát triển cộng đồng",
    "Dự án tín dụng nông thôn",
    "Quỹ xã hội vì người nghèo",
)
SHORT = (
    ("tài chính vi mô", "TCVM"),
    ("hỗ trợ phụ nữ", "HTPN"),
    ("hỗ trợ", "HT"),
    ("phụ nữ", "PN"),
    ("Chương trình", "CT"),
    ("phát triển", "PT"),
    ("tín dụng", "TD"),
    ("tiết kiệm", "TK"),
    ("trách nhiệm hữu hạn", "TNHH"),
    ("một thành viên", "MTV"),
    ("Tổ chức", "TC"),
    ("Trung tâm", "TT"),
    ("Dự án", "DA"),
)
ONSETS = tuple("b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x".split())  # noqa: SIM905
RIMES = tuple(
    (  # noqa: SIM905
        "a á à ả ạ an án ang anh ao áo ay ăn ăng ân ấn âm âu ây e em én eo ê ên ênh i ia in ình "
        "iên iêu o on ong ông oa oan oai ô ôi ồn ơ ơi ơn u ui un ung uôn uông ư ưa ương ươi y yên"
    ).split()
)
DIACRITICS = str.maketrans(
    "áàảạăâấầđêếôồơưừýíìúóòéèẹ",
    "aaaaaaaadeeooouuyiiuooeee",
)
#: Said of a row that means nobody there.
NOBODY = "nobody"
LETTERS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: the name as written there, and whom it means (None: nobody there)."""

    name: str
    means: int | None
    how: str


def register(count: int, random: Random) -> list[str]:
    """Names of that many organisations, no two the same once diacritics are gone."""
    # Kept as the draw has them; the few that coincide are drawn again.
    found: dict[str, str] = {}
    while len(found) < count:
        words = random.choices((2, 3), (3, 2))[0]
        own = " ".join(
            (random.choice(ONSETS) + random.choice(RIMES)).capitalize() for _ in range(words)
        )
        name = f"{random.choice(KINDS)} {own}"
        found.setdefault(folded(name), name)
    return list(found.values())


def listed(names: list[str], count: int, share: float, random: Random) -> list[Listed]:
    """`count` rows; of `share` of them the name is one of `names`, written in another way."""
    rows = []
    strangers = register(round(count * (1 - share)), Random(random.random()))
    for position in random.sample(range(len(names)), count - len(strangers)):
        how = random.choice(tuple(WAYS))
        rows.append(Listed(WAYS[how](names[position], random), position, how))
    known = frozenset(map(folded, names))
    rows += [Listed(name, None, NOBODY) for name in strangers if folded(name) not in known]
    random.shuffle(rows)
    return rows


def _bare(name: str, random: Random) -> str:
    del random
    return name.lower().translate(DIACRITICS).upper()


def _short(name: str, random: Random) -> str:
    del random
    for long, short in SHORT:
        name = name.replace(long, short)
    return name


def _typo(name: str, random: Random) -> str:
    """A letter left out, doubled, changed or moved, within one word."""
    words = name.split()
    at = random.choice([i for i, word in enumerate(words) if len(word) > 2])
    word = words[at]
    i = random.randrange(1, len(word))
    words[at] = random.choice(
        (
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + random.choice(LETTERS) + word[i + 1 :],
            word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
        )
    )
    return " ".join(words)


def _two_typos(name: str, random: Random) -> str:
    return _typo(_typo(name, random), random)


def _order(name: str, random: Random) -> str:
    kind = next(kind for kind in KINDS if name.startswith(kind))
    del random
    return f"{name[len(kind) + 1 :]} - {kind}"


def _without(name: str, random: Random) -> str:
    """A word of its kind left out."""
    words = name.split()
    words.pop(random.randrange(1, len(words) - 3))
    return " ".join(words)


def _all(name: str, random: Random) -> str:
    return _bare(_short(_typo(name, random), random), random)


WAYS = {
    "diacritics lost": _bare,
    "abbreviated": _short,
    "one slip": _typo,
    "two slips": _two_typos,
    "another order": _order,
    "a word left out": _without,
    "slip, abbreviated, no diacritics": _all,
}
