"""`python -m bench.doubles_work STEP FOLDER …`: the benchmark of doubles, step by step."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from random import Random

from bench.register_names import NOBODY, listed, register

SEED = 7
#: Half of the rows mean somebody who is there.
SHARE = 0.5
NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)


def main() -> None:
    """Do one step."""
    step, folder, *counts = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:])
    {"fill": fill, "hold": hold, "pandas": merge, "cdist": compare}[step](folder, *counts)


def fill(folder: Path, count: int, rows: int) -> None:
    """The register in the database, and the list beside it."""
    import django

    django.setup()
    from django.core.management import call_command

    from tcvm.apps.members.models import OrganisationProfile
    from tcvm.foundation.tenancy.models import Organisation

    call_command("migrate", verbosity=0)
    random = Random(SEED)
    names = register(count, random)
    made = Organisation.objects.bulk_create(
        [Organisation(code=f"o-{at}", name=name) for at, name in enumerate(names)], batch_size=5000
    )
    OrganisationProfile.objects.bulk_create(
        [
            OrganisationProfile(
                organisation=one,
                since=NOW.date(),
                name_vi=one.name,
                name_en=one.name,
                legal_form="other",
                source="bench",
                recorded_at=NOW,
                recorded_by="bench",
            )
            for one in made
        ],
        batch_size=5000,
    )
    (folder / "names.json").write_text(json.dumps(names), "utf-8")
    chosen = [(row.name, row.means, row.how) for row in listed(names, rows, SHARE, random)]
    (folder / "rows.json").write_text(json.dumps(chosen), "utf-8")


def hold(folder: Path) -> None:
    """The rows against the register, as an import does it."""
    import django

    django.setup()
    from tcvm.apps.exchange.holding import Named
    from tcvm.apps.exchange.holding import hold as held
    from tcvm.apps.exchange.matching import Best, Index
    from tcvm.apps.members.intake import identities
    from tcvm.domain.membership.sameness import Certainty, traits
    from tcvm.domain.membership.standing import MemberKind
    from tcvm.foundation.tenancy.models import Network
    from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

    network = Network.objects.create(code="n", name_vi="n", name_en="n")
    actor = Viewer("bench:1", "b", networks={network.pk: frozenset({NetworkRole.SECRETARIAT})})
    rows = json.loads((folder / "rows.json").read_text("utf-8"))
    index = Index([traits([name], person=False) for name, *_ in rows])
    best: Best[str] = Best()
    entries = (
        (entry.code, Named(entry.names)) for entry in identities(MemberKind.ORGANISATION, actor)
    )
    for row, found, code in held(index, entries, person=False):
        best.add(row, found, code)
    ways: dict[str, list[int]] = {}
    said: Counter[tuple[str, str, bool]] = Counter()
    for at, (_, means, how) in enumerate(rows):
        found_here = best.of(at)
        right = bool(found_here) and found_here[0][1] == f"o-{means}"
        if found_here:
            said[how, found_here[0][0].certainty.value, right] += 1
        if means is not None:
            counts = ways.setdefault(how, [0, 0, 0])
            counts[0] += 1
            counts[1] += any(whom == f"o-{means}" for _, whom in found_here)
            counts[2] += right
    sure, likely = Certainty.SURE.value, Certainty.LIKELY.value
    strangers = sum(1 for _, means, _ in rows if means is None)
    result = {
        "ways": {
            how: [*counts, _share(said, {how}, {sure, likely})] for how, counts in ways.items()
        },
        "recall": sum(one[1] for one in ways.values()) / sum(one[0] for one in ways.values()),
        "precision": {
            "sure": _share(said, {*ways, NOBODY}, {sure}),
            "likely": _share(said, {*ways, NOBODY}, {sure, likely}),
        },
        "strangers": strangers,
        "mistaken": {one.value: said[NOBODY, one.value, False] for one in Certainty},
    }
    (folder / "found.json").write_text(json.dumps(result), "utf-8")


def _share(said: Counter[tuple[str, str, bool]], ways: set[str], certainties: set[str]) -> float:
    """Of the rows written in these ways and named so certainly, the share named rightly."""
    right = sum(said[how, one, True] for how in ways for one in certainties)
    return right / max(1, right + sum(said[how, one, False] for how in ways for one in certainties))


def merge(folder: Path) -> None:
    """pandas: an exact merge on the folded name."""
    import pandas as pd

    from tcvm.domain.membership.names import folded

    names = json.loads((folder / "names.json").read_text("utf-8"))
    rows = json.loads((folder / "rows.json").read_text("utf-8"))
    there = pd.DataFrame({"key": [folded(name) for name in names], "at": range(len(names))})
    ours = pd.DataFrame(
        {"key": [folded(name) for name, *_ in rows], "means": [m for _, m, _ in rows]}
    )
    met = ours.merge(there, on="key")
    right = int((met["means"] == met["at"]).sum())
    meant = int(ours["means"].notna().sum())
    (folder / "pandas.json").write_text(json.dumps({"recall": right / meant}), "utf-8")


def compare(folder: Path, sample: int) -> None:
    """RapidFuzz: a sample of the rows, each with every entry."""
    from rapidfuzz import fuzz, process

    names = json.loads((folder / "names.json").read_text("utf-8"))
    rows = json.loads((folder / "rows.json").read_text("utf-8"))[:sample]
    process.cdist([name for name, *_ in rows], names, scorer=fuzz.token_sort_ratio, score_cutoff=84)


if __name__ == "__main__":
    main()
