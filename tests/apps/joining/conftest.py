"""A network that takes applications, its people, and an applicant at every point of the course."""

import datetime as dt
import io
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from pypdf import PdfWriter

from tcvm.apps.joining import links
from tcvm.apps.joining.actions.confirm import confirm
from tcvm.apps.joining.actions.fill_in import attach, fill_in
from tcvm.apps.joining.actions.prepare import Resolution, prepare
from tcvm.apps.joining.actions.review import forward, take_up
from tcvm.apps.joining.actions.send import send
from tcvm.apps.joining.actions.set_intake import IntakeStated, set_intake
from tcvm.apps.joining.actions.start import start
from tcvm.apps.joining.models import Application, Draft, StepEntry
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.domain.joining.course import Step
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer
from tests.actors import Actors, actors  # noqa: F401 - the fixture

NOW = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
SITE = "https://tcvm.example.org/"
ORGANISATION = {
    "name_vi": "Quỹ hỗ trợ phụ nữ Sông Đào",
    "name_en": "Song Dao Women's Support Fund",
    "abbreviation": "SĐF",
    "legal_form": "social_fund",
    "licence_number": "198/QĐ-UBND",
    "licence_issuer": "UBND tỉnh",
    "licence_issued_on": "2007-03-05",
    "founded_year": "2007",
    "owner": "Hội Liên hiệp Phụ nữ",
    "street": "Số 1, đường Ví Dụ",
    "place": "ha-noi",
    "phone": "0200 000 001",
    "activities": "Cho vay và tiết kiệm nhỏ.",
    "contact_name": "Trần Thị Mẫu",
    "contact_post": "Kế toán",
    "contact_email": "mau@example.org",
    "contact_phone": "0200 000 002",
    "signed_by": "Lê Thị Thử",
    "signed_by_post": "Giám đốc",
}
PERSON = {
    "name": "Nguyễn Văn Ví Dụ",
    "place": "ha-noi",
    "activities": "Mười năm tập huấn cho các quỹ.",
    "contact_email": "vidu@example.org",
    "contact_phone": "0200 000 003",
}
PAPERS = ("request", "licence", "charter", "accounts", "signed_code")


def pdf(text: str = "a") -> io.BytesIO:
    """A small PDF, another one for another text."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Title": text})
    made = io.BytesIO()
    writer.write(made)
    made.seek(0)
    return made


@dataclass
class Scene:
    """Network A with its people; what is done to an application, step by step."""

    actors: Actors

    @property
    def network(self) -> str:
        return self.actors.network_a.code

    def viewer(self, name: str) -> Viewer:
        return self.actors.viewer(name)

    def draft(
        self,
        category: Category = Category.OFFICIAL,
        kind: MemberKind = MemberKind.ORGANISATION,
        secret: str = "",
    ) -> Draft:
        """An application begun, with nothing filled in but the address."""
        return start(
            network=self.network,
            kind=kind,
            category=category,
            email="mau@example.org",
            locale="vi",
            secret=secret or uuid.uuid4().hex,
            site=SITE,
            now=NOW,
        )

    def filled(
        self,
        answers: dict[str, str] | None = None,
        papers: tuple[str, ...] = PAPERS,
        **other: Any,
    ) -> Draft:
        """A draft with everything in it."""
        draft = self.draft(**other)
        given = ORGANISATION if draft.kind == MemberKind.ORGANISATION else PERSON
        fill_in(
            thread=draft.thread,
            answers=given | (answers or {}),
            now=NOW,
            conduct_accepted=True,
        )
        wanted = papers if draft.kind == MemberKind.ORGANISATION else ("request", "cv")
        for code in wanted:
            attach(thread=draft.thread, code=code, stream=pdf(code), name=f"{code}.pdf", now=NOW)
        return draft

    def sent(self, **other: Any) -> Application:
        """An application sent."""
        draft = self.filled(**other)
        return send(thread=draft.thread, site=SITE, now=NOW, today=TODAY)

    def where(self, application: Application, actor: str) -> dict[str, Any]:
        """Application, actor and moment, as actions of the staff take them."""
        return {
            "network": self.network,
            "number": application.number,
            "actor": self.viewer(actor),
            "now": NOW,
        }

    def reviewed(self, **other: Any) -> Application:
        """An application under review."""
        application = self.sent(**other)
        take_up(**self.where(application, "secretariat"))
        return application

    def forwarded(self, **other: Any) -> Application:
        """An application before the board."""
        application = self.reviewed(**other)
        forward(text="Đủ điều kiện.", **self.where(application, "secretariat"))
        return application

    def prepared(
        self, resolution: Resolution | None = None, by: str = "secretariat", **other: Any
    ) -> Application:
        """An application with a decision that waits for its second person."""
        application = self.forwarded(**other)
        self.prepare(application, resolution or admission(), by)
        return application

    def prepare(
        self, application: Application, resolution: Resolution, by: str = "secretariat"
    ) -> None:
        """Prepare a decision."""
        prepare(
            resolution=resolution,
            paper=pdf("resolution"),
            paper_name="NQ-12.pdf",
            today=TODAY,
            **self.where(application, by),
        )

    def confirm(self, application: Application, by: str = "board") -> StepEntry:
        """Confirm what is prepared."""
        return confirm(site=SITE, today=TODAY, **self.where(application, by))

    def link(self, application: Application) -> str:
        """A link of the applicant's own."""
        return links.issue(application.thread, NOW)


def admission(**other: Any) -> Resolution:
    """A resolution that admits an official member."""
    given: dict[str, Any] = {
        "outcome": Step.ADMIT,
        "number": "12/NQ-BĐH",
        "decided_on": dt.date(2026, 11, 23),
        "body": "Ban điều hành",
        "category": Category.OFFICIAL,
        "since": dt.date(2026, 12, 1),
    }
    return Resolution(**given | other)


def refusal(outcome: Step = Step.REFUSE) -> Resolution:
    """A resolution that refuses or defers."""
    return Resolution(
        outcome, "13/NQ-BĐH", dt.date(2026, 11, 23), "Ban điều hành", reasons="Chưa đủ hai năm."
    )


@pytest.fixture
def scene(actors: Actors) -> Scene:  # noqa: F811 - the fixture
    """Network A takes applications and has a code of conduct."""
    cache.clear()
    made = Scene(actors)
    adopt_code(
        network=made.network,
        version="1",
        title=Text("Bộ Quy tắc Ứng xử", "Code of Conduct"),
        since=dt.date(2020, 1, 1),
        grace_days=90,
        source="Nghị quyết 1",
        actor=made.viewer("administrator"),
        now=NOW,
    )
    set_intake(
        network=made.network,
        intake=IntakeStated(
            open=True,
            requirements="usual",
            place_vi="Hà Nội",
            place_en="Hanoi",
            signatory_title_vi="Giám đốc điều hành",
            signatory_title_en="Executive director",
            signatory_name="Lê Thị Minh",
        ),
        actor=made.viewer("secretariat"),
        now=NOW,
    )
    return made
