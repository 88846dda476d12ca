"""A small network with its standing actors, and what a form of each kind is filled in with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.appoint import appoint
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.models import Membership, PostEntry
from tcvm.apps.members.models.people import PostKind
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.accounts.models import PendingChange
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.files.models import StoredFile
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tests.actors import Actors, standing_actors
from tests.apps.members.conftest import facts, resolution
from tests.foundation.files import samples

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

LONG_AGO = dt.datetime(2020, 1, 2, 8, 0, tzinfo=dt.UTC)
SINCE = dt.date(2015, 1, 1)
SEEN = re.compile(r'name="seen" value="([^"]*)"')
ONCE = re.compile(r'name="once" value="([^"]*)"')


@dataclass
class Desk:
    """The actors; organisation A and a neighbour in network A, organisation B in network B."""

    actors: Actors
    keeper: Viewer
    own: Membership
    neighbour: Membership
    stranger: Membership
    individual: Membership
    post: PostEntry

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    def client(self, name: str) -> Client:
        return self.actors.client(name)

    def where(self, page: str, member: str = "hoa-sen", network: str = "mang-luoi-a") -> str:
        """The address of a page of the desk, in English."""
        if page.startswith("/"):
            return f"/en/registers/{network}{page}"
        return f"/en/registers/{network}/members/{member}/{page}"


def desk_of(actors: Actors) -> Desk:
    """The two networks, filled by the actions alone."""
    keepers = {
        network.pk: Viewer(
            "system:tests", "Hệ thống", networks={network.pk: frozenset({NetworkRole.SECRETARIAT})}
        )
        for network in (actors.network_a, actors.network_b)
    }
    keeper = keepers[actors.network_a.pk]
    neighbour = register_organisation(
        facts=facts("Quỹ Đồi Sim", phone="0203 123 456", abbreviation="QDS"),
        since=SINCE,
        actor=keeper,
        now=LONG_AGO,
    )
    person = register_person(
        facts=PersonFacts("Trần Thị Mận", "Phiếu đăng ký"),
        since=SINCE,
        actor=keeper,
        now=LONG_AGO,
    )

    def member(one: Any, network: Network, category: Category) -> Membership:
        return admit(
            network=network.code,
            member=one,
            category=category,
            since=SINCE,
            decision=resolution(),
            actor=keepers[network.pk],
            now=LONG_AGO,
        )

    own = member(actors.organisation_a, actors.network_a, Category.OBSERVER)
    made = Desk(
        actors=actors,
        keeper=keeper,
        own=own,
        neighbour=member(neighbour, actors.network_a, Category.OBSERVER),
        stranger=member(actors.organisation_b, actors.network_b, Category.OBSERVER),
        individual=member(person, actors.network_a, Category.ASSOCIATE_INDIVIDUAL),
        post=_post(actors.organisation_a, keeper),
    )
    for name, code in (("Quỹ Hoa Sen", "hoa-sen"), ("Quỹ Hoa Mai", "hoa-mai")):
        network = actors.network_a if code == "hoa-sen" else actors.network_b
        correct_profile(
            organisation=code,
            facts=facts(name),
            since=SINCE,
            actor=keepers[network.pk],
            now=LONG_AGO,
        )
    adopt_code(
        network="mang-luoi-a",
        version="1",
        title=Text("Bộ quy tắc ứng xử", "Code of conduct"),
        since=dt.date(2016, 1, 1),
        grace_days=90,
        source="Nghị quyết hội nghị thường niên",
        actor=keeper,
        now=LONG_AGO,
    )
    return made


def _post(organisation: Organisation, keeper: Viewer) -> PostEntry:
    holder = register_person(
        facts=PersonFacts("Lê Thị Bưởi", "Quyết định bổ nhiệm", phone="0900 000 001"),
        since=SINCE,
        actor=keeper,
        now=LONG_AGO,
    )
    return appoint(
        organisation=organisation.code,
        person=holder,
        kind=PostKind.ACCOUNTANT,
        since=SINCE,
        source="Quyết định bổ nhiệm",
        actor=keeper,
        now=LONG_AGO,
    )


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:  # noqa: ARG001 - the tables
    """The register of the two networks; pages are read in English."""
    with translation.override("en"):
        yield desk_of(standing_actors())


def counted() -> dict[str, int]:
    """The rows of every table that a refused action must leave as it was."""
    models = [*apps.get_app_config("members").get_models(), PendingChange, Entry, StoredFile]
    models += [Organisation, Network]
    return {model.__name__: model._default_manager.count() for model in models}


def filled(client: Client, where: str) -> dict[str, str]:
    """What the form at `where` sends along by itself: the version seen and the token."""
    text = client.get(where).content.decode()
    seen, once = SEEN.search(text), ONCE.search(text)
    found = {"do": "save"}
    if seen is not None:
        found["seen"] = unescape(seen[1])
    assert once is not None, where
    return {**found, "once": once[1]}


def send(client: Client, where: str, /, **given: Any) -> HttpResponse:
    """Open the page, fill the form in, and send it."""
    return client.post(where, {**filled(client, where), **given})


def pdf(name: str = "Quyết định.pdf") -> SimpleUploadedFile:
    """A small paper."""
    return SimpleUploadedFile(name, samples.PDF, content_type="application/pdf")


def decision(**other: Any) -> dict[str, Any]:
    """The fields of a decision."""
    return {
        "number": "07/NQ-BĐH",
        "decided_on": "2026-01-10",
        "body": "Ban điều hành",
        "source": "Tủ hồ sơ A, cặp 7",
        "since": "2026-02-01",
        "reason": "Theo đề nghị của thành viên",
    } | other


def organisation(**other: Any) -> dict[str, Any]:
    """The fields of an organisation."""
    return {
        "name_vi": "Quỹ Bến Lúa",
        "name_en": "Ben Lua Fund",
        "abbreviation": "QBL",
        "legal_form": "social_fund",
        "founded_year": "2009",
        "province": "ha-noi",
        "phone": "024 999 888",
        "since": "2026-01-01",
        "source": "Đơn xin gia nhập",
    } | other


def person(**other: Any) -> dict[str, Any]:
    """The fields of a person."""
    return {
        "name": "Phạm Văn Thóc",
        "phone": "0912 345 678",
        "since": "2026-01-01",
        "source": "Phiếu đăng ký",
    } | other


def event(**other: Any) -> dict[str, Any]:
    """The fields of an event."""
    return {
        "happened_on": "2024-05-20",
        "precision": "month",
        "text_vi": "Khai trương chi nhánh.",
        "text_en": "A branch was opened.",
        "source": "Báo cáo năm 2024",
    } | other


def account(**other: Any) -> dict[str, Any]:
    """The fields of a bank account."""
    return {
        "bank": "Ngân hàng Ví Dụ, chi nhánh Hà Nội",
        "holder": "Quỹ Hoa Sen",
        "number": "0011 0042 42.42",
        "since": "2026-01-01",
        "reason": "Mở tài khoản mới",
    } | other


def signature(**other: Any) -> dict[str, Any]:
    """The fields of a signature."""
    return {
        "version": "1",
        "year": "2026",
        "signed_on": "2026-01-15",
        "signed_by": "Trần Văn Bình",
    } | other
