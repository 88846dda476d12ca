"""The `tcvm` command as its user meets it: what it writes, where, and how it refuses."""

import csv
import io
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tcvm.cli import main

EXAMPLE = str(files("tcvm.demo") / "example.csv")
CODES = [
    "active_borrowers",
    "gross_loan_portfolio",
    "savers",
    "savings",
    "par",
    "oer",
    "productivity",
    "oss",
    "roa",
]
HEAD = (
    "member,active_borrowers,gross_loan_portfolio,average_gross_loan_portfolio,savers,savings,"
    "overdue_1_30,overdue_over_30,loan_officers,staff,operating_income,operating_expense,"
    "financial_expense,net_provision_expense,net_income,total_assets,average_total_assets\n"
)
#: The first worked case of the scheme: 47 points, class A, 12,000,000 đồng; amounts in USD.
WORKED = (
    "Quỹ A,39000,9000000,9000000,39000,1200000,72000,0,130,200,1287000,990000,0,0,500000,"
    "10000000,10000000\n"
)


def tcvm(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def rated(tmp_path: Path, text: str | bytes, *options: str) -> Result:
    file = tmp_path / "members.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tcvm("rate", str(file), "--format", "json", "--no-robustness", *options)


def document(result: Result) -> dict:  # type: ignore[type-arg]
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_worked_case_as_json(tmp_path: Path) -> None:
    found = document(rated(tmp_path, HEAD + WORKED, "--currency", "USD", "--year", "2016"))
    assert (found["scheme"], found["as_of"], found["problems"]) == ("vmfwg-2014", "2016-12-31", [])
    (member,) = found["members"]
    assert (member["member"], member["status"]) == ("Quỹ A", "rated")
    assert (member["points"], member["class"], member["fee_vnd"]) == (47, "A", 12_000_000)
    assert list(member["indicators"]) == CODES
    assert member["indicators"]["par"] == {
        "value": "0.008",
        "points": 6,
        "found_by": "printed",
        "band": "< 1 %",
    }
    assert [one["points"] for one in member["indicators"].values()] == [6, 6, 6, 6, 6, 5, 4, 4, 4]
    assert member["distance"]["class_above"] is None
    assert member["distance"]["class_below"] == {
        "class": "B",
        "points": -8,
        "fee_change_vnd": -4_000_000,
    }
    assert member["peer_group"] == {"outreach": {"group": "large", "rated": 1, "rank": None}}
    assert "robustness" not in member


@pytest.mark.parametrize(("rate", "points"), [("22720", 5), ("22159", 6)])
def test_the_rate_moves_a_member_across_a_band(tmp_path: Path, rate: str, points: int) -> None:
    text = "member,gross_loan_portfolio\nQuỹ B,181000000000\n"
    (member,) = document(rated(tmp_path, text, "--rate", rate))["members"]
    assert member["indicators"]["gross_loan_portfolio"]["points"] == points
    assert (member["status"], member["points"], member["fee_vnd"]) == ("incomplete", None, None)
    assert member["indicators"]["savers"]["value"] is None
    assert "savers" in member["missing"]


def test_observers_and_associates_pay_a_flat_fee(tmp_path: Path) -> None:
    text = "member,category\nA,observer\nB,associate_organisation\nC,associate_individual\n"
    members = document(rated(tmp_path, text, "--currency", "USD"))["members"]
    assert [(m["status"], m["fee_vnd"]) for m in members] == [
        ("not_rated", 8_000_000),
        ("not_rated", 12_000_000),
        ("not_rated", 1_500_000),
    ]


def test_the_rate_of_a_year_comes_from_the_scheme_or_the_catalogue(tmp_path: Path) -> None:
    text = "member\nA\n"
    assert document(rated(tmp_path, text, "--year", "2016"))["vnd_per_usd"] == "22720"
    assert document(rated(tmp_path, text, "--year", "2014"))["vnd_per_usd"] == "21246"
    for options in (["--year", "2017"], ["--rate", "0"], ["--rate", "x"]):
        result = rated(tmp_path, text, *options)
        assert result.exit_code == 2
        assert "rate" in result.stderr or "tỷ giá" in result.stderr


def test_what_is_wrong_with_the_file_is_told_beside_a_missing_rate(tmp_path: Path) -> None:
    result = rated(tmp_path, "member,savers\nA,x\n", "--locale", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    terms, cell = result.stderr.splitlines()
    assert "--rate" in terms
    assert "--year" in terms
    assert "members.csv:2:savers" in cell


def test_an_unknown_column_is_warned_of_with_the_nearest_name(tmp_path: Path) -> None:
    text = "member,active_borowers\nA,5\n"
    result = rated(tmp_path, text, "--currency", "USD", "--locale", "en")
    (told,) = document(result)["problems"]
    assert (told["severity"], told["row"], told["column"]) == ("warning", 1, "active_borowers")
    assert result.stderr.strip().endswith(f"warning: {told['message']}")
    assert "active_borrowers" in told["message"]


def test_every_problem_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    file, output = tmp_path / "bad.csv", tmp_path / "out.json"
    file.write_text(
        "member,savers,active_borrowers,women_borrowers,savrs\n"
        "A,1.234.567,5,6,1\n"
        "A,-3,x,,\n"
        ",1,1,1,\n",
        encoding="utf-8",
    )
    result = tcvm(
        "rate", str(file), "--currency", "USD", "--format", "json", "--output", str(output)
    )
    assert (result.exit_code, result.stdout, output.exists()) == (2, "", False)
    assert list(tmp_path.iterdir()) == [file]
    places = {line.split(": ")[0].removeprefix(str(file)) for line in result.stderr.splitlines()}
    assert places >= {
        ":1:savrs",
        ":2:savers",
        ":2:women_borrowers",
        ":3:savers",
        ":3:active_borrowers",
        ":4:member",
    }
    english = tcvm("rate", str(file), "--currency", "USD", "--locale", "en").stderr
    assert "--decimal" in english
    assert "a number" in english


def test_robustness_says_how_firm_the_class_is() -> None:
    result = tcvm("rate", EXAMPLE, "--rate", "22720", "--format", "json", "--draws", "500")
    members = document(result)["members"]
    rated_ones = [member for member in members if member["status"] == "rated"]
    for member in rated_ones:
        redraws = member["robustness"]["redraws"]
        assert redraws["draws"] == 500
        assert sum(redraws["class_shares"].values()) == pytest.approx(1, abs=0.001)
        own = redraws["class_shares"][member["class"]]
        assert redraws["near_boundary"] == (own < 0.9)
        readings = {one["reading"] for one in member["robustness"]["readings"]}
        assert readings == {"floor", "par", "productivity", "averages", "exchange_rate"}
    assert any(member["robustness"]["redraws"]["near_boundary"] for member in rated_ones)
    again = tcvm("rate", EXAMPLE, "--rate", "22720", "--format", "json", "--draws", "500")
    assert again.stdout == result.stdout


def test_csv_is_a_row_a_member() -> None:
    result = tcvm("rate", EXAMPLE, "--rate", "22720", "--format", "csv", "--no-robustness")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [row["class"] for row in rows if row["status"] == "rated"] == ["A", "B", "C", "D"]


def test_csv_neutralises_formulas(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text("member\n=1+1\n@x\n", encoding="utf-8")
    result = tcvm("rate", str(file), "--currency", "USD", "--format", "csv", "--no-robustness")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [row["member"] for row in rows] == ["'=1+1", "'@x"]


@pytest.mark.parametrize(("format_", "magic"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_workbook_and_scorecards_are_written_to_a_file(
    tmp_path: Path, format_: str, magic: bytes
) -> None:
    output = tmp_path / f"results.{format_}"
    result = tcvm(
        "rate", EXAMPLE, "--rate", "22720", "--year", "2016", "--format", format_,
        "--draws", "200", "--output", str(output),
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert output.read_bytes().startswith(magic)


def test_the_table_names_every_member(tmp_path: Path) -> None:
    output = tmp_path / "table.txt"
    arguments = ["rate", EXAMPLE, "--rate", "22720", "--draws", "200"]
    assert tcvm(*arguments, "--output", str(output)).exit_code == 0
    text = output.read_text(encoding="utf-8")
    with Path(EXAMPLE).open(encoding="utf-8", newline="") as stream:
        names = [row["member"] for row in csv.DictReader(stream)]
    assert all(name in text for name in names)


def test_a_scheme_is_checked_shown_and_compared(tmp_path: Path) -> None:
    assert tcvm("scheme", "check", "vmfwg-2014", "--locale", "en").exit_code == 0
    printed = tcvm("scheme", "check", "vmfwg-2014", "--as-printed", "--locale", "en")
    assert printed.exit_code == 2
    assert "4,500" in printed.stdout
    shown = tcvm("scheme", "show", "vmfwg-2014", "--locale", "en")
    assert shown.exit_code == 0
    assert "12,000,000" in shown.stdout
    difference = tcvm("scheme", "diff", "vmfwg-2014", "vmfwg-2014-par30", "--locale", "en")
    assert difference.exit_code == 0
    assert "par_30" in difference.stdout
    broken = tmp_path / "broken.toml"
    broken.write_text('code = "x"\nversion = 1\nsurprise = true\n', encoding="utf-8")
    refused = tcvm("scheme", "check", str(broken), "--locale", "en")
    assert refused.exit_code == 2
    assert f"{broken}::version" in refused.stderr
    assert f"{broken}::surprise" in refused.stderr
    assert tcvm("scheme", "show", "nothing").exit_code == 2


def test_a_scheme_file_with_a_hole_is_refused(tmp_path: Path) -> None:
    source = files("tcvm.catalogue") / "schemes" / "vmfwg-2014.toml"
    text = source.read_text(encoding="utf-8")
    start = text.index("[[columns.corrections]]")
    end = text.index("[[columns]]", start)
    scheme = tmp_path / "own.toml"
    scheme.write_text(text[:start] + text[end:], encoding="utf-8")
    result = rated(tmp_path, HEAD + WORKED, "--currency", "USD", "--scheme", str(scheme))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "4.500" in result.stderr


def test_all_indicators_that_figures_allow() -> None:
    result = tcvm("indicators", EXAMPLE, "--format", "json")
    found = document(result)
    first = found["members"][0]["indicators"]
    assert first["par_30"]["value"] is not None
    assert first["roe"] == {"value": None, "unit": "percent", "version": "1", "missing": [
        "equity", "opening_equity"]}  # fmt: skip
    assert (
        "Năng suất" in tcvm("indicators", EXAMPLE).stdout
        or "PAR" in tcvm("indicators", EXAMPLE).stdout
    )


def test_a_large_file_gives_the_same_records(tmp_path: Path) -> None:
    """Records of a file large enough for workers equal those of its members rated alone."""
    rows = "".join(WORKED.replace("Quỹ A", f"Quỹ {n}").replace("39000,9", f"{n * 13},9", 1)
                   for n in range(1, 2_201))  # fmt: skip
    large = document(rated(tmp_path, HEAD + rows, "--currency", "USD"))
    assert [member["member"] for member in large["members"]] == [
        f"Quỹ {n}" for n in range(1, 2_201)
    ]
    some = [member for n, member in enumerate(large["members"]) if n % 367 == 0]
    text = "".join(line + "\n" for n, line in enumerate(rows.splitlines()) if n % 367 == 0)
    small = document(rated(tmp_path, HEAD + text, "--currency", "USD"))["members"]
    for one, alone in zip(some, small, strict=True):
        del one["peer_group"], alone["peer_group"]
        assert one == alone
    bad = rated(tmp_path, HEAD + rows + "Quỹ 1" + WORKED[5:], "--currency", "USD")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert ":2202:member" in bad.stderr


def test_rating_a_small_file_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(HEAD + WORKED, encoding="utf-8")
    program = (
        "import sys; from tcvm.cli import main\n"
        "try: main()\n"
        "except SystemExit as exit: code = exit.code\n"
        "heavy = {'django', 'ibis', 'numpy', 'pandas', 'rich', 'typst', 'xlsxwriter'}\n"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "rate", "members.csv", "--currency", "USD"]
    options = ["--format", "json", "--no-robustness"]
    done = subprocess.run(
        [*command, *options], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "0 []"


def test_a_platform_command_without_a_database_says_so(tmp_path: Path) -> None:
    environment = os.environ | {"TCVM_HOME": str(tmp_path), "TCVM_DEMO": "1", "DATABASE_URL": ""}
    command = [sys.executable, "-m", "tcvm", "audit", "verify"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: the database is not ready")
    assert "Traceback" not in done.stderr
