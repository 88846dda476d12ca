"""A network with its people, a store of files, and spreadsheets that it takes in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from django.utils import timezone

from tcvm.apps.exchange.actions.apply_import import ask_apply
from tcvm.apps.exchange.actions.map_columns import Terms, map_columns
from tcvm.apps.exchange.actions.start_import import start_import
from tcvm.apps.exchange.models import Import
from tcvm.apps.exchange.web.tables import columns, looked_at
from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.models import Membership
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.jobs.public import Job, jobs
from tcvm.foundation.jobs.worker import Worker
from tcvm.foundation.tenancy.viewer import Viewer
from tests.actors import Actors, actors  # noqa: F401 - a fixture
from tests.apps.members.conftest import facts, resolution
from tests.foundation.jobs.conftest import LEASE

if TYPE_CHECKING:
    from django.conf import LazySettings

SINCE = dt.date(2026, 1, 1)
HEADINGS = ["STT", "Tên đơn vị", "Viết tắt", "Loại hình", "Loại thành viên", "Năm gia nhập"]
MORE = ["Tỉnh/TP", "Điện thoại", "Email"]
Cells = Sequence[object]


def workbook(rows: Sequence[Cells], *, sheets: Sequence[str] = ("Thành viên",)) -> bytes:
    """A workbook with those rows on its first sheet; dates as dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        written = [book.add_worksheet(name) for name in sheets]
        for number, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    written[0].write_datetime(number, at, cell, day)
                elif isinstance(cell, str):
                    written[0].write_string(number, at, cell)
                else:
                    written[0].write(number, at, cell)
    return out.getvalue()


def listed(*members: Cells) -> list[Cells]:
    """The spreadsheet of a network: a title, headings, and a row a member."""
    return [["DANH SÁCH THÀNH VIÊN"], [], [*HEADINGS, *MORE], *members]


@dataclass
class Desk:
    """A network's secretariat at work, and a worker who does what it asks for."""

    actors: Actors
    worker: Worker

    @property
    def secretariat(self) -> Viewer:
        return self.actors.viewer("secretariat")

    @property
    def network(self) -> str:
        return self.actors.network_a.code

    def work(self) -> Job:
        """Do what was asked for; the job done last."""
        while self.worker.run_one():
            pass
        return jobs().order_by("-asked_at", "-pk")[0]

    def member(self, name: str, **other: object) -> Membership:
        """A member of the network, registered and admitted."""
        made = register_organisation(
            facts=facts(name, **other),
            since=dt.date(2010, 1, 1),
            actor=self.secretariat,
            now=timezone.now(),
        )
        return admit(
            network=self.network,
            member=made,
            category=Category.OBSERVER,
            since=dt.date(2014, 2, 1),
            decision=resolution(),
            actor=self.secretariat,
            now=timezone.now(),
        )

    def upload(
        self, content: bytes, kind: MemberKind = MemberKind.ORGANISATION, name: str = "ds.xlsx"
    ) -> Import:
        """Take a file in."""
        return start_import(
            network=self.network,
            stream=io.BytesIO(content),
            name=name,
            kind=kind,
            actor=self.secretariat,
            now=timezone.now(),
            today=SINCE,
        )

    def checked(self, content: bytes, kind: MemberKind = MemberKind.ORGANISATION) -> Import:
        """Take a file in, map it as suggested, and have it checked."""
        one = self.upload(content, kind)
        found = columns(one, looked_at(one), None)
        map_columns(
            key=one.pk,
            columns={column.position: column.field for column in found},
            headings={column.position: column.heading for column in found},
            terms=Terms(SINCE, "01/NQ", SINCE, "Ban điều hành", default_legal_form="social_fund"),
            actor=self.secretariat,
            version=one.version,
            now=timezone.now(),
        )
        self.work()
        one.refresh_from_db()
        return one

    def applied(self, one: Import) -> Import:
        """Have what was chosen put into the register."""
        one.refresh_from_db()
        ask_apply(key=one.pk, actor=self.secretariat, version=one.version, now=timezone.now())
        self.work()
        one.refresh_from_db()
        return one


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: LazySettings) -> None:
    """Files of each test in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            name: {
                "BACKEND": "tcvm.foundation.files.storage.Folder",
                "OPTIONS": {"location": tmp_path / name},
            }
            for name in ("files", "passing")
        },
    }


@pytest.fixture
def desk(actors: Actors) -> Desk:  # noqa: F811 - the fixture
    """The secretariat of network A at work."""

    class Quiet:
        def __init__(self, **_: object) -> None: ...
        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    beating: Callable[..., Quiet] = Quiet
    worker = Worker(name="tests", random=Random(1), now=timezone.now, lease=LEASE, beating=beating)
    return Desk(actors, worker)
