"""The formula language: what it reads, what it refuses and where, and that nothing is lost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.indicators.formula import (
    DEPTH_MAX,
    ENGLISH,
    LENGTH_MAX,
    VIETNAMESE,
    Annualise,
    Average,
    Binary,
    Figure,
    FormulaError,
    Negate,
    Node,
    Number,
    lineage,
    parse,
    render,
    source,
    walk,
)

codes = st.sampled_from(["loans", "staff", "income", "x_1"])
numbers = st.decimals(min_value=0, max_value=10**6, places=2).map(
    lambda value: Number(Fraction(value), format(value, "f"))
)
leaves: st.SearchStrategy[Node] = st.one_of(
    numbers, codes.map(Figure), codes.map(lambda code: Average(Figure(code)))
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/"]), inner, inner),
        inner.map(Negate),
        inner.map(Annualise),
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_written_reads_back_as_the_same_tree(tree: Node) -> None:
    assert parse(source(tree)) == tree


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_at_a_character(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError as error:
        refused = (error.code.startswith("formula."), 1 <= error.position <= len(text) + 1)
        assert refused == (True, True)
    else:
        assert parse(source(tree)) == tree


def test_multiplication_binds_stronger_and_the_left_goes_first() -> None:
    assert parse("a - b - c * d") == Binary(
        "-", Binary("-", Figure("a"), Figure("b")), Binary("*", Figure("c"), Figure("d"))
    )
    assert parse("-a / (b + 2.50)") == Binary(
        "/", Negate(Figure("a")), Binary("+", Figure("b"), Number(Fraction(5, 2), "2.50"))
    )


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "formula.operand_expected", 1),
        ("a +", "formula.operand_expected", 4),
        ("a b", "formula.operator_expected", 3),
        ("a)", "formula.operator_expected", 2),
        ("(a", "formula.parenthesis_expected", 3),
        ("a ** b", "formula.operand_expected", 4),
        ("open(a)", "formula.function_unknown", 1),
        ("average(1)", "formula.figure_expected", 9),
        ("average(a + b)", "formula.parenthesis_expected", 11),
        ("annualise(a", "formula.parenthesis_expected", 12),
        ("a.b", "formula.character_unknown", 2),
        ("A", "formula.character_unknown", 1),
        ("a; import os", "formula.character_unknown", 2),
        ("1e5", "formula.operator_expected", 2),
        ("a" * (LENGTH_MAX + 1), "formula.too_long", LENGTH_MAX + 1),
        ("(" * DEPTH_MAX + "a", "formula.too_deep", DEPTH_MAX + 1),
        ("-" * (DEPTH_MAX + 1) + "a", "formula.too_deep", DEPTH_MAX + 1),
    ],
)
def test_what_is_outside_the_language_is_refused_where_it_stands(
    text: str, code: str, position: int
) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == (code, position)


def test_lineage_names_each_figure_once_in_reading_order() -> None:
    tree = parse("annualise(cost) / average(loans) + cost / -staff")
    assert lineage(tree) == ("cost", "loans", "staff")
    assert Average(Figure("loans")) in walk(tree)


def test_a_formula_is_read_aloud_in_both_languages() -> None:
    tree = parse("annualise(cost + 1.5) / average(loans) - (fee - -tax) * 2")
    names = {"cost": "chi phí", "loans": "dư nợ", "fee": "phí"}
    assert render(tree, VIETNAMESE, names) == (
        "(chi phí + 1,5) quy năm ÷ dư nợ bình quân năm − (phí − −tax) × 2"
    )
    assert render(parse("-(a + b)"), ENGLISH, {}) == "−(a + b)"
    assert render(parse("annualise(a) / average(b)"), ENGLISH, {"b": "loans"}) == (
        "a, annualised ÷ annual average of loans"
    )
