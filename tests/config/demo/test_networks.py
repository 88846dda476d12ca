"""The demo's tables: nobody in them exists, and all of them fit together."""

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from tcvm.apps.members.public import CodeSigned, OrganisationStated, PersonStated, StepTaken
from tcvm.config.demo import networks, papers, signins
from tcvm.domain.membership.names import folded
from tcvm.foundation.accounts.invented import is_invented

FOLDER = files("tcvm.demo.networks")
TABLES = {
    one.name: list(csv.DictReader(one.read_text(encoding="utf-8").splitlines()))
    for one in FOLDER.iterdir()
    if one.name.endswith(".csv")
}
TEXT = "\n".join(
    one.read_text(encoding="utf-8")
    for one in FOLDER.iterdir()
    if one.name.endswith((".csv", ".toml"))
)


def test_entries_come_day_after_day_and_none_before_it_was_taken_over() -> None:
    found = networks.entries()
    moments = [at for at, _ in found]
    assert min(moments) == networks.taken_over_at()
    assert moments == sorted(moments)
    assert len(set(moments)) == len(moments)
    kinds = Counter(type(one) for _, one in found)
    assert kinds[OrganisationStated] == len(TABLES["organisations.csv"])
    assert kinds[PersonStated] == len(TABLES["people.csv"])
    assert kinds[CodeSigned] == len(TABLES["signatures.csv"])
    assert kinds[StepTaken] == len(TABLES["memberships.csv"])


def test_a_decision_hands_in_its_paper_once() -> None:
    given = [
        one.decision.number
        for _, one in networks.entries()
        if isinstance(one, StepTaken) and one.decision.paper is not None
    ]
    assert given
    assert len(given) == len(set(given))


def test_the_same_words_are_the_same_paper() -> None:
    made = [
        papers.paper(
            name="a.pdf", issuer="Mạng lưới", title="Nghị quyết", lines=[("Ngày", day)], footer="–"
        ).stream.read(1_000_000)
        for day in ("1/3/2026", "1/3/2026", "2/3/2026")
    ]
    assert made[0] == made[1]
    assert made[0] != made[2]
    assert made[0].startswith(b"%PDF-")


def test_names_are_in_both_languages_and_unlike_each_other() -> None:
    latest = {one["code"]: one for one in TABLES["organisations.csv"]}
    assert all(one["name_vi"] and one["name_en"] for one in latest.values())
    for language in ("name_vi", "name_en"):
        assert len({folded(one[language]) for one in latest.values()}) == len(latest)
    assert networks.names("en")["lua-vang"] == "Lua Vang Microfinance Network"
    assert networks.names("vi")["hoa-sim"] == "Tổ chức tài chính vi mô TNHH Hoa Sim"


def test_nobody_can_be_reached() -> None:
    for one in [*TABLES["organisations.csv"], *TABLES["people.csv"]]:
        assert not one["email"] or one["email"].endswith("@example.org")
        assert re.fullmatch(r"(0200|0400)( \d{3}){2}|", one["phone"])
        assert re.fullmatch(r"https://[a-z-]+\.example\.org|", one.get("website", ""))
    assert all(is_invented(one.email) for one in signins.people())


def test_there_is_somebody_for_every_role_in_every_network() -> None:
    held = {(each.role, each.network) for one in signins.people() for each in one.roles}
    for network in networks.networks():
        for role in ("secretariat", "analyst", "finance", "board", "auditor", "administrator"):
            assert (role, network.code) in held
    places = Counter(
        each.organisation for one in signins.people() for each in one.roles if each.organisation
    )
    assert sum(number >= 3 for number in places.values()) >= 3


def test_who_signs_in_for_a_member_holds_the_post() -> None:
    names = {one["code"]: one["name"] for one in TABLES["people.csv"]}
    posts = {
        (one["organisation"], names[one["person"]], one["kind"])
        for one in TABLES["posts.csv"]
        if not one["until"]
    }
    for one in signins.people():
        for each in one.roles:
            if each.role == "director":
                assert (each.organisation, one.name, "director") in posts


# Codes of one time, RFC 6238: what the library that checks them makes of the same secret.
@pytest.mark.parametrize("at", [0.0, 29.9, 30.0, 1_767_225_600.0])
def test_a_code_is_what_an_app_shows(at: float) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    for one in signins.people()[:3]:
        assert one.code(at) == format_hotp_value(hotp_value(one.secret, int(at) // 30))


#: Words of the seeds in capitals that name no organisation: units, ratios, and the regulator.
_COMMON = {
    "VND",
    "USD",
    "PAR",
    "OER",
    "OSS",
    "ROA",
    "TCVM",
    "STT",
    "II",
    "MFI",
    "MFIS",
    "PM",
    "NHNN",
}


def names_in(text: str) -> set[str]:
    """What a text calls by a name of its own: words in capitals, and such as ActionAid."""
    capitals = set(re.findall(r"\b[A-Z][A-Z0-9]{1,}[a-z]?\b", text))
    inner = set(re.findall(r"\b[A-Z][a-z]+[A-Z]\w+\b", text))
    return {one for one in capitals | inner if one.upper() not in _COMMON}


@pytest.mark.shared
def test_no_name_of_the_networks_that_exist(shared: Path) -> None:
    real = set()
    for path in (shared / "seeds").glob("*.txt"):
        real |= names_in(path.read_text(encoding="utf-8"))
    assert {"VMFWG", "CFRC", "CEP", "TYM", "M7", "ActionAid"} <= real
    words = set(re.findall(r"\w+", TEXT))
    assert real & words == set()
    for place in ("Đông Triều", "Mai Sơn", "Can Lộc", "Ninh Phước", "Uông Bí"):
        assert place not in TEXT
