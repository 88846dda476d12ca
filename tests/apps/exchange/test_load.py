"""A network's export as JSON, put back into an empty platform, is the same register."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tcvm.apps.exchange.actions.load_network import load_network
from tcvm.apps.exchange.command import networks
from tcvm.apps.exchange.models import Format
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.models import Membership, OrganisationProfile, Person
from tcvm.apps.members.public import holdings
from tcvm.documents.exports.tables import About, OutTable
from tcvm.documents.exports.write import write_json
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tests.apps.exchange.conftest import SINCE, Desk
from tests.apps.exchange.test_doubles import merge, twice
from tests.apps.exchange.test_export import fetched, fill_both, written
from tests.apps.members import sample
from tests.apps.members.conftest import facts

pytestmark = pytest.mark.django_db


def exported(desk: Desk) -> dict[str, list]:
    """What the network holds, after some of it was corrected, merged and taken back."""
    fill_both(desk)
    merge(desk, *twice(desk))
    one = Membership.objects.filter(network=desk.actors.network_a, organisation__isnull=False)[0]
    assert one.organisation is not None
    for name in ("Tên mới", "Tên mới nữa"):
        correct_profile(
            organisation=one.organisation.code,
            facts=facts(name, place=""),
            since=SINCE,
            actor=desk.secretariat,
            now=timezone.now(),
        )
    name_support_body(
        network=desk.network,
        organisation=desk.actors.organisation_b.code,
        since=SINCE,
        decision=sample.decision(2015),
        actor=desk.secretariat,
        now=timezone.now(),
    )
    client = desk.actors.client("secretariat")
    return json.loads(fetched(client, written(desk, Format.JSON)))


def renamed(document: dict[str, list]) -> dict[str, list]:
    """The document as of a platform where none of its codes is taken: all get another letter."""
    text = json.dumps(document)
    codes = {one["code"] for table in ("organisations", "persons") for one in document[table]}
    for code in sorted(codes, key=len, reverse=True):
        text = text.replace(f'"{code}"', f'"{code}-z"')
    network = document["about"]["network"]  # type: ignore[call-overload]
    return json.loads(text.replace(f'"{network}"', f'"{network}-z"'))


def held(network: str) -> dict[str, list]:
    """What the network holds, as the JSON document has it."""
    place = Network.objects.get(code=network)
    keeper = Viewer("system:tests", "x", networks={place.pk: frozenset({NetworkRole.SECRETARIAT})})
    out = io.BytesIO()
    tables = [
        OutTable(one.code, one.code, one.columns, one.columns, one.rows())
        for one in holdings.tables(network, keeper)
    ]
    write_json(out, About("", [], {}), tables, lambda _count: None)
    return json.loads(out.getvalue())


def without_keys(document: dict[str, list]) -> dict[str, list]:
    """The tables; numbers of entries as places in their table."""
    at = {one["id"]: place for place, one in enumerate(document["events"])}
    events = [
        one | {"id": at[one["id"]], "corrects": at.get(one["corrects"])}
        for one in document["events"]
    ]
    tables = {name: rows for name, rows in document.items() if name not in ("schema", "about")}
    return tables | {"events": events}


def test_what_comes_back_is_the_same_register(desk: Desk) -> None:
    document = renamed(exported(desk))
    loaded = load_network(document=document, now=timezone.now())
    assert without_keys(held(loaded.network)) == without_keys(document)
    assert len(document["organisation_profiles"]) == loaded.rows["organisation_profiles"] > 8
    assert Entry.objects.filter(verb="network.load").count() == 1
    # It is there now: nothing is put beside or over it.
    with pytest.raises(Refused, match="register_there"):
        load_network(document=document, now=timezone.now())


def counts() -> tuple[int, ...]:
    models = (Network, Organisation, OrganisationProfile, Person, Membership, Entry)
    return tuple(one.objects.count() for one in models)


def test_of_a_document_that_is_wrong_nothing_comes_and_each_place_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    document = renamed(exported(desk))
    document["membership_entries"][3]["category"] = "no-such"
    document["membership_entries"][4]["since"] = "31/12/2020"
    document["membership_entries"][5]["decision"] = "99/none"
    before = counts()
    file = tmp_path / "export.json"
    file.write_text(json.dumps(document), "utf-8")
    ran = CliRunner().invoke(networks, ["load", str(file), "--locale", "en"])
    assert ran.exit_code == 1
    for place in ("4:category", "5:", "6:"):
        assert f"{file}:[membership_entries]:{place}" in ran.stderr
    assert counts() == before
    document = renamed(document)
    del document["notes"]
    with pytest.raises(Refused, match="table_missing"):
        load_network(document=document, now=timezone.now())
    for other in (None, [], {"schema": "x"}, {"schema": document["schema"], "about": 1}):
        with pytest.raises(Refused, match="not_an_export"):
            load_network(document=other, now=timezone.now())
    assert counts() == before


def test_a_code_that_is_taken_here_keeps_the_whole_register_out(desk: Desk) -> None:
    document = exported(desk)
    document["about"]["network"] = "another"  # type: ignore[call-overload]
    before = counts()
    with pytest.raises(Refused, match="row_unusable"):
        load_network(document=document, now=timezone.now())
    assert counts() == before


def test_the_command_says_what_it_put_back(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    document = renamed(exported(desk))
    file.write_text(json.dumps(document), "utf-8")
    ran = CliRunner().invoke(networks, ["load", str(file), "--locale", "en"])
    assert ran.exit_code == 0, ran.stderr
    assert f"of the network {desk.network}-z" in ran.stdout
