"""Who asks to join the demo's networks, and every step since, by the actions people use."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from tcvm.config.demo import networks

if TYPE_CHECKING:
    import uuid

    from tcvm.apps.joining.public import Resolution
    from tcvm.foundation.tenancy.viewer import Viewer

#: Where the links of the letters lead: to the demo as `./run` serves it.
SITE = "http://127.0.0.1:8000"


@cache
def listed() -> Mapping[str, Any]:
    """What `applications.toml` says."""
    path = networks.FOLDER / "applications.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def last_moment() -> dt.datetime:
    """When the last step was taken."""
    moments: list[dt.datetime] = [
        step["at"] for one in listed()["applications"] for step in one.get("steps", ())
    ]
    return max(moments)


def open_intakes(keepers: Mapping[str, Viewer]) -> None:
    """Let both networks take applications."""
    from tcvm.apps.joining.public import IntakeStated, set_intake

    for one in listed()["intakes"]:
        stated = IntakeStated(
            open=True,
            requirements=one["requirements"],
            place_vi=one["place"]["vi"],
            place_en=one["place"]["en"],
            signatory_title_vi=one["signatory"]["vi"],
            signatory_title_en=one["signatory"]["en"],
            signatory_name=one["signatory_name"],
        )
        network = one["network"]
        set_intake(network=network, intake=stated, actor=keepers[network], now=one["since"])


def load(
    *, keepers: Mapping[str, Viewer], confirming: Mapping[str, Viewer], now: dt.datetime
) -> None:
    """Take all steps of all applications, in the order of their moments; drafts are begun `now`.

    `keepers` prepare, and `confirming` confirm, for each network by its code.
    """
    taken: list[tuple[dt.datetime, int, Mapping[str, Any]]] = []
    courses = []
    for one in listed()["applications"]:
        place = one["network"]
        courses.append(_Course(one, keepers[place], confirming[place]))
        if "steps" not in one:
            courses[-1].begin(now)
            continue
        taken.append((one["started"], len(courses) - 1, {"do": "begin"}))
        taken += [(step["at"], len(courses) - 1, step) for step in one["steps"]]
    for at, number, step in sorted(taken, key=lambda each: each[:2]):
        courses[number].take(step, at)


def confirmers() -> dict[str, str]:
    """The user name of who confirms what each network decides, by the network's code."""
    return {one["network"]: one["confirms"] for one in listed()["intakes"]}


class _Course:
    """One application on its way."""

    def __init__(self, given: Mapping[str, Any], keeper: Viewer, confirming: Viewer) -> None:
        self._given, self._keeper, self._confirming = given, keeper, confirming
        self._thread: uuid.UUID | None = None
        self._of: dict[str, Any] = {"network": given["network"]}

    def take(self, step: Mapping[str, Any], at: dt.datetime) -> None:
        """Take one step. Raises whatever the room refuses it for."""
        from django.utils import timezone

        from tcvm.apps.joining import public as joining

        of, today = self._of, timezone.localdate(at)
        match step["do"]:
            case "begin":
                self.begin(at)
            case "send":
                assert self._thread is not None, "begun before it is sent"
                sent = joining.send(thread=self._thread, site=SITE, now=at, today=today)
                of["number"] = sent.number
            case "take_up":
                joining.take_up(**of, actor=self._keeper, now=at)
            case "comment":
                joining.comment(**of, text=step["text"], actor=self._keeper, now=at)
            case "send_back":
                joining.send_back(
                    **of,
                    items=step["items"],
                    text=step["text"],
                    site=SITE,
                    actor=self._keeper,
                    now=at,
                    today=today,
                )
            case "forward":
                joining.forward(**of, text=step.get("text", ""), actor=self._keeper, now=at)
            case "prepare":
                joining.prepare(
                    **of,
                    resolution=self._resolution(step),
                    paper=self._decided(step),
                    paper_name=step["paper"],
                    actor=self._keeper,
                    now=at,
                    today=today,
                )
            case "confirm":
                joining.confirm(**of, site=SITE, actor=self._confirming, now=at, today=today)
            case other:
                raise ValueError(f"applications.toml: no step is called {other!r}")

    def begin(self, at: dt.datetime) -> None:
        """Fill in the form and attach the papers."""
        from tcvm.apps.joining.public import asked_names, attach, fill_in, secret_from, start
        from tcvm.domain.membership.standing import MemberKind
        from tcvm.domain.scoring.scheme import Category

        given = self._given
        draft = start(
            network=given["network"],
            kind=MemberKind(given["kind"]),
            category=Category(given["category"]),
            email=given["answers"]["contact_email"],
            locale=given.get("locale", "vi"),
            secret=secret_from(""),
            site=SITE,
            now=at,
        )
        self._thread = draft.thread
        fill_in(
            thread=draft.thread,
            answers=given["answers"],
            conduct_accepted="signed_code" in given["papers"] or "steps" in given,
            now=at,
        )
        titles = asked_names(draft.requirements, MemberKind(given["kind"]))
        for code, name in given["papers"].items():
            file = networks.made(name, self._name, titles[code].vi, *self._lines(at))
            assert file is not None, "every paper names its file"
            attach(thread=draft.thread, code=code, stream=file.stream, name=name, now=at)

    @property
    def _name(self) -> str:
        answers: Mapping[str, str] = self._given["answers"]
        return answers.get("name_vi") or answers["name"]

    def _lines(self, at: dt.datetime) -> Iterator[tuple[str, str]]:
        yield "applicant", self._name
        if signed_by := self._given["answers"].get("signed_by"):
            yield "signed_by", signed_by
        yield "signed_on", f"{at:%d/%m/%Y}"

    def _resolution(self, step: Mapping[str, Any]) -> Resolution:
        from tcvm.apps.joining.public import Resolution
        from tcvm.domain.joining.course import Step
        from tcvm.domain.scoring.scheme import Category

        outcome = Step(step["outcome"])
        return Resolution(
            outcome=outcome,
            number=step["number"],
            decided_on=step["decided_on"],
            body=step["body"],
            category=Category(self._given["category"]) if outcome is Step.ADMIT else None,
            since=step.get("since"),
            reasons=step.get("reasons", ""),
        )

    def _decided(self, step: Mapping[str, Any]) -> Any:
        verb = networks.listed()["paper"]["steps"][step["outcome"]]
        file = networks.made(
            step["paper"],
            networks.names("vi")[self._given["network"]],
            step["number"],
            ("body", step["body"]),
            ("decided_on", f"{step['decided_on']:%d/%m/%Y}"),
            ("decides", f"{verb}: {self._name}"),
        )
        assert file is not None, "every decision names its paper"
        return file.stream
