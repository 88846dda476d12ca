"""The scorecard: what stands on it for members of the demo, and for made-up ones."""

import datetime as dt
import re

import pytest
from django.test import Client

from tcvm.apps.ratings import public
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member
from tests.apps.ratings.demo import demo_rounds
from tests.apps.ratings.test_load_round import small
from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db


def part(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def text_of(html: str) -> str:
    return " ".join(" ".join(re.sub(r"<[^>]+>", " ", html).split()).split())


@pytest.fixture
def card(client: Client) -> str:
    return client.get("/vi/rounds/mix-2014/cep/").content.decode()


def test_the_head_says_class_points_and_fee(card: str) -> None:
    head = text_of(part(card, '<header class="verdict">', "</header>"))
    assert "Loại A" in head
    assert "/ 54" in head
    assert "12.000.000" in head
    assert "PAR (30 ngày) đọc theo PAR30" in head
    assert "6 + 6 + 6 + 6 + 6 + 4 + 6 + 5 + 4 = 49" in head
    assert "Mười hai triệu đồng chẵn" in head


def test_nine_rows_each_with_its_lit_cell(card: str) -> None:
    rows = card.split('class="ledger-group"')[1:]
    assert len(rows) == 9
    oer = next(row for row in rows if "note-oer" in row)
    picture = re.search(r"<svg.*?</svg>", oer, re.DOTALL)
    assert picture is not None
    assert "thuộc ô 12,1–15 %, được 4 điểm" in text_of(picture[0])


def test_a_point_opens_down_to_its_cell(card: str) -> None:
    chain = text_of(part(card, 'id="chain-oer"', 'id="chain-productivity"'))
    # 9,174,432 / 73,686,226 = 12.4506743… %
    assert "Chi phí hoạt động ÷ Tổng dư nợ cho vay bình quân năm" in chain
    assert "9.174.432 ÷ 73.686.226 = 12,45 %" in chain
    assert "chính xác 12,4506742956" in chain
    assert "bình quân do tổ chức báo cáo" in chain
    assert "mix-vietnam-2014.csv, dòng 2, cột operating_expense" in chain
    assert "mix-vietnam-2014.csv, dòng 2, cột average_gross_loan_portfolio" in chain
    assert "năm 2014" in chain


def test_a_value_says_as_of_when_what_and_from_where(card: str) -> None:
    note = text_of(part(card, 'id="note-par"', "</div>"))
    assert "31/12/2014" in note
    assert "quá hạn trên 30 ngày" in note
    assert "IRIS FP2635" in note
    assert "cột overdue_over_30" in note


def test_both_definitions_of_par_stand_side_by_side(card: str) -> None:
    section = text_of(part(card, 'id="definitions"', "</section>"))
    assert "PAR30 được chấm" in section
    assert "PAR 1–30 ngày không chấm" in section
    assert "chưa báo cáo: Dư nợ quá hạn 1–30 ngày" in section
    assert "Khách hàng vay trên một nhân viên không chấm" in section
    assert "530,1" in section  # 260,810 / 492


def test_distances_say_points_and_dong(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/mfcdi/").content.decode()
    section = text_of(part(html, 'id="distances"', "</section>"))
    assert "Class A 5 more points; fee 4,000,000 VND a year higher" in section
    assert "Class C 6 points fewer; fee 2,000,000 VND a year lower" in section
    assert "Cheapest way to class A" in section


def test_change_on_the_round_before(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/thanh-hoa-mfi/").content.decode()
    assert "2 points more" in html  # 42 in 2013, 44 in 2014
    assert ">2013<" in html
    assert 'href="/en/rounds/mix-2013/thanh-hoa-mfi/#chain-oss"' in html


def test_other_readings_and_rates_stand_with_their_class(card: str) -> None:
    section = text_of(part(card, 'id="readings"', "</section>"))
    assert "Tỷ giá −5 %" in section
    assert "Tỷ giá +5 %" in section
    assert "chưa biết: thiếu số liệu cho cách đọc này" in section
    assert "đổi điểm, không đổi loại" in section  # averages from closing figures: 50 points


def test_redraws_stand_with_shares_and_intervals(card: str) -> None:
    section = text_of(part(card, 'id="robustness"', "</section>"))
    assert "Giữ loại A trong 100 % số lần mô phỏng." in section
    assert "10.000 lần mô phỏng" in section
    assert "±2 %" in section


def test_peers_of_a_small_group_are_hidden(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/vbsp/").content.decode()
    assert "picture-strip" not in html
    assert "Peer groups of fewer than 3 members: hidden." in html
    assert "picture-strip" in client.get("/en/rounds/mix-2014/cep/").content.decode()


def test_an_incomplete_member_has_neither_class_nor_sum(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/vbsp/").content.decode()
    head = text_of(part(html, '<header class="verdict">', "</header>"))
    assert "Incomplete" in head
    assert "/ 54" not in head
    assert "fee" not in head
    assert "No class: figures are missing" in html
    for section in ("distances", "robustness"):
        assert f'id="{section}"' not in html
    chain = text_of(part(html, 'id="chain-par"', 'id="chain-oer"'))
    assert "not reported" in chain


def test_a_member_not_rated_pays_its_flat_fee(client: Client, now: dt.datetime) -> None:
    members = (Member("Bạn đồng hành", Category.ASSOCIATE_ORGANISATION), Member("A"))
    public.load(figures=small(*members), now=now)
    page = read(client.get("/vi/rounds/small/ban-dong-hanh/").content.decode())
    assert page.faults == []
    assert "12.000.000" in page.text
    assert "Chỉ thành viên chính thức được xếp loại." in page.text
    overview = read(client.get("/vi/rounds/small/").content.decode())
    assert overview.faults == []
    assert "Không xếp loại" in overview.text


def test_names_are_never_read_as_markup(client: Client, now: dt.datetime) -> None:
    name = "<script>alert(1)</script> & Bạn"
    rated = demo_rounds()["mix-2014"].members[0].member
    member = Member(name, legal_form="<i>", figures=rated.figures)
    public.load(figures=small(member, scheme="vmfwg-2014-par30"), now=now)
    for path in ("rounds/small/", "rounds/small/scriptalert1script-ban/"):
        html = client.get(f"/vi/{path}").content.decode()
        assert read(html).faults == []
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_an_amount_is_turned_by_the_exchange_rate(client: Client, now: dt.datetime) -> None:
    # rating.md section 4: VND 181.0 bn at 22,720 is USD 7,966,549, which scores 5.
    member = Member("A", figures={"gross_loan_portfolio": 181_000_000_000})
    public.load(figures=small(member), now=now)
    html = client.get("/en/rounds/small/a/").content.decode()
    chain = text_of(part(html, 'id="chain-gross_loan_portfolio"', 'id="chain-savers"'))
    assert "181,000,000,000 ÷ 22,720 = 7,966,549" in chain
    assert "Points 5" in chain


def test_an_older_revision_says_so_and_can_be_read(client: Client, now: dt.datetime) -> None:
    public.load(figures=small(Member("A", figures={"savers": 1})), now=now)
    public.load(figures=small(Member("A", figures={"savers": 22})), now=now)
    new = client.get("/en/rounds/small/a/figures/").content.decode()
    old = client.get("/en/rounds/small.1/a/figures/").content.decode()
    assert ">22<" in new
    assert ">22<" not in old
    assert "This is revision 1; the newest is revision 2." in old
    assert "/en/rounds/small.1/a/" in old


def test_source_figures_mark_what_was_derived(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/cep/figures/").content.decode()
    text = text_of(html)
    assert "Reported (26)" in text
    assert "derived, approximate" in text
    assert "products of rounded ratios" in text
    assert "15,035,419.4" in text
    # An opening figure stands at the end of the year before.
    row = next(line for line in html.split("<tr") if "opening_active_borrowers" in line)
    assert "31 December 2013" in row
