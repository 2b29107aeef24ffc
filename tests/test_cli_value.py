"""``offersheet value``: the figures are the model's, complete and legible, and notes come where they help."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest
from offersheet.cli import app, main
from offersheet.model.after_tax import event_after_tax, taxes_on_cash, years_after_tax
from offersheet.model.tax.household import code_of
from offersheet.model.valuation import RESULTS, value_offers
from offersheet.model.worth import year_table
from offersheet.reading import read_offers
from typer.testing import CliRunner

from tests.seeds import few

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.[ct]*"))
EXPECTED = {"big-tech-vs-startup.toml", "first-job.toml", "late-stage-vs-current.csv"}

each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)

FIVE = """\
name,Current job at Dunmore Systems,Northern Internationalisation Holdings,Acme,Hyperparameterisationists,B
base,180000,195000,"12,210,000",150000,142500
grant_value,400000,300000,150000,900000,
bonus_target,15%,10%,20%,5%,0
growth,,10%,10%,20%,
annual_leave_probability,,,,,10%
"""


@pytest.fixture
def offers(tmp_path):
    def write(content, name="offers.toml"):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return write


def shown(path, *options, **environment):
    result = CliRunner().invoke(app, ["value", str(path), *options], env=environment, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def shown_at_a_terminal(path, columns=80):
    return shown(path, TTY_COMPATIBLE="1", TERM="dumb", COLUMNS=str(columns))


def facts(path):
    return json.loads(shown(path, "--json"), parse_constant=lambda constant: pytest.fail(constant))


def by_label(taxes):
    """Taxes without those by their codes."""
    return {name: figure for name, figure in taxes.items() if name != code_of(name)}


def notes(path):
    return facts(path)["notes"]


def cells(page, label):
    """The cells of a row; they stand two spaces apart."""
    (line,) = (line for line in page.splitlines() if line.startswith(f"{label} "))
    return line.removeprefix(label).split()


# ---------------------------------------------------------------- figures


def test_there_are_three_samples():
    assert {path.name for path in SAMPLES} == EXPECTED


@each_sample
def test_json_holds_every_figure_of_the_model(path):
    found = read_offers(path)
    answer = facts(path)
    assert list(answer) == ["schema", "offers", "best", "best_after_tax", "assumptions", "notes"]
    for offer, valuation, written in zip(
        found.offers, value_offers(found.offers, found.assumptions), answer["offers"], strict=True
    ):
        assert list(written) == ["name", "results", "parts", "taxes", "years", "event"]
        assert written["name"] == offer.name
        assert written["results"] == {result.name: valuation.results[result.name] for result in RESULTS}
        assert written["parts"] == valuation.case.parts
        assert sum(written["parts"].values()) == pytest.approx(written["results"]["npv"])
        assert by_label(written["taxes"]) == taxes_on_cash(offer, found.assumptions)
        event = event_after_tax(offer, found.assumptions)
        assert written["event"] == (event and {**asdict(event), "left": event.left})
        tables = year_table(offer, found.assumptions), years_after_tax(offer, found.assumptions)
        before, after = (
            [dict(zip(table.header, row, strict=True)) for row in table.rows] for table in tables
        )
        assert written["years"] == [one | other for one, other in zip(before, after, strict=True)]
    values = {offer["name"]: offer["results"]["npv"] for offer in answer["offers"]}
    assert answer["best"] == [max(values, key=values.get)]
    left = {offer["name"]: offer["results"]["npv_after_tax"] for offer in answer["offers"]}
    assert answer["best_after_tax"] == [max(left, key=left.get)]


@each_sample
def test_json_holds_every_assumption(path):
    assumed = facts(path)["assumptions"]
    scenarios = assumed.pop("scenarios")
    assumptions = read_offers(path).assumptions
    assert assumed == {name: getattr(assumptions, name) for name in assumed}
    assert len(assumed) == 13
    for name, scenario in assumptions.scenarios.items():
        assert scenarios[name] == vars(scenario)


@each_sample
def test_the_table_shows_the_figures_of_the_json(path):
    page, answer = shown(path), facts(path)
    for result in RESULTS:
        figures = [offer["results"][result.name] for offer in answer["offers"]]
        if all(figure is None for figure in figures):
            assert f"\n{result.label} " not in page
            continue
        for figure, cell in zip(figures, cells(page, result.label), strict=True):
            if figure is None:
                assert cell == "-"
            elif result.asks and cell == "met":
                assert figure >= 0
            elif result.unit.startswith("money"):
                assert re.fullmatch(r"-?\d{1,3}(,\d{3})*", cell)
                assert abs(float(cell.replace(",", "")) - figure) <= 0.5
            elif result.unit == "price":
                assert re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d\d", cell)
                assert abs(float(cell.replace(",", "")) - figure) <= 0.005 * 1.001
            else:
                assert abs(float(cell.removesuffix("%")) / 100 - figure) <= 0.0005 * 1.001
    for place, year in enumerate(answer["offers"][0]["years"]):
        assert year["year"] == place + 1
        totals = [f"{offer['years'][place]['total']:,.0f}" for offer in answer["offers"]]
        assert cells(page, f"Paid in year {place + 1}") == totals
        for label, column in (("After tax, year", "after_tax"), ("To set aside, year", "set_aside")):
            figures = [f"{offer['years'][place][column]:,.0f}" for offer in answer["offers"]]
            assert cells(page, f"{label} {place + 1}") == [figure.replace("-0", "0") for figure in figures]
    for name in dict.fromkeys(name for offer in answer["offers"] for name in by_label(offer["taxes"])):
        owed = [offer["taxes"].get(name) for offer in answer["offers"]]
        if not any(owed):
            assert f"  {name} " not in page
        elif not name.endswith("rate"):
            shown_as = ["-" if figure is None else f"{figure:,.0f}" for figure in owed]
            assert cells(page, f"  {name}") == shown_as
    assert f"Paid in year {len(answer['offers'][0]['years']) + 1}" not in page


def test_the_best_is_said_in_a_word(offers):
    ranks = cells(shown(offers(FIVE, "offers.csv")), "  rank")
    assert ranks == ["4th", "3rd", "best", "2nd", "5th"]


def test_two_that_are_equal_are_both_the_best(offers):
    path = offers("name,A,B,C\nbase,2000,2000,1000", "offers.csv")
    assert cells(shown(path), "  rank") == ["best", "best", "3rd"]
    assert facts(path)["best"] == ["A", "B"]


def test_one_offer_has_no_rank(offers):
    assert "rank" not in shown(offers('[[offers]]\nname = "A"\nbase = 1'))


def test_the_assumptions_are_said(offers):
    page = shown(
        offers(
            "[assumptions]\nhorizon_years = 6\ncash_rate = 0.045\ndiscount_rate = 0.13\n"
            '[scenarios.low]\ngrowth = -0.2\n[[offers]]\nname = "A"\nbase = 1'
        )
    )
    assert (
        "Worth over 6 years, before tax unless a line says otherwise; cash discounted at 4.5% a year, equity at 13%."
        in page
    )
    assert "Low / base / high: share growth -20% / 15% / 30%, bonus payout 53.33% / 100% / 146.7%" in page


@pytest.mark.parametrize("suffix", few([".toml", ".csv"]))
def test_a_workbook_counts_by_its_inputs(tmp_path, suffix):
    """The results that it stores may be of other inputs, or forged."""
    path = next(path for path in SAMPLES if path.suffix == suffix)
    out = tmp_path / "offers.xlsx"
    assert CliRunner().invoke(app, ["new", str(out), "--offers", str(path)]).exit_code == 0
    before, after = facts(path)["offers"], facts(out)["offers"]
    for one, other in zip(before, after, strict=True):
        for name, figure in one["results"].items():
            assert other["results"][name] == (figure and pytest.approx(figure, rel=1e-12))
    book = openpyxl.load_workbook(out)
    for name, defined in book.defined_names.items():
        if name.startswith("result_"):
            ((sheet, area),) = defined.destinations
            for cell in book[sheet][area][0]:
                cell.value = 1
    book.save(out)
    assert facts(out)["offers"] == after


# ---------------------------------------------------------------- at a terminal


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_five_offers_fit_a_terminal(offers, columns):
    page = shown_at_a_terminal(offers(FIVE, "offers.csv"), columns)
    assert max(map(len, page.splitlines())) <= min(columns, 100)
    assert cells(page, "Recurring") == ["307,000", "289,500", "14,689,500", "382,500", "142,500"]


def test_a_figure_is_never_cut_off(offers):
    """Where it is too wide, the lines are too long."""
    path = offers(FIVE.replace("12,210,000", "1" + "0" * 20), "offers.csv")
    assert cells(shown_at_a_terminal(path, 40), "Recurring")[2] == f"{float('12' + '0' * 19) + 37500:,.0f}"


@each_sample
def test_a_terminal_shows_what_a_pipe_gets(path):
    assert sorted(shown_at_a_terminal(path).split()) == sorted(shown(path).split())


def test_into_a_pipe_lines_are_whole_and_plain(offers):
    page = shown(offers(FIVE, "offers.csv"))
    assert "\x1b" not in page
    assert "bonus payout 53.33% / 100% / 146.7%, yearly raise 0% / 3% / 7%" in page


def test_a_name_cannot_command_the_terminal(offers):
    page = shown_at_a_terminal(offers('[[offers]]\nname = "A\\u009b2J[bold]\\u202e"\nbase = 1'))
    assert "\x9b" not in page
    assert "A\\x9b2J[bold]\\u202e" in page


# ---------------------------------------------------------------- notes


def two(first, second, assumptions=""):
    return (
        f'[assumptions]\n{assumptions}\n[[offers]]\nname = "One"\nstate = "TX"\nbase = 200_000\n{first}\n'
        f'[[offers]]\nname = "Two"\nstate = "TX"\nbase = 190_000\n{second}'
    )


def test_nothing_is_noted_where_nothing_misleads(offers):
    assert notes(offers(two("grant_value = 100_000", "grant_value = 100_000"))) == []


def test_another_best_in_a_scenario(offers):
    low = "[scenarios.low]\ngrowth = -0.99"
    path = offers(two("growth = 0.5\ngrant_value = 200_000", "grant_value = 300_000", low))
    assert [note for note in notes(path) if "scenario" in note] == [
        "Two: worth the most under the base scenario, not One.",
        "Two: worth the most under the high scenario, not One.",
    ]


def test_another_best_if_equity_comes_to_nothing(offers):
    assert notes(offers(two("", "grant_value = 100_000"))) == [
        "One: worth the most if all equity comes to nothing, not Two."
    ]


@pytest.mark.parametrize(("grant", "noted"), [(850_000, False), (1_000_000, True)])
def test_equity_that_decides(offers, grant, noted):
    """Salary is worth 726,704 today, and of the grant 0.783 stays at 12 % and no growth."""
    found = notes(offers(f'[[offers]]\nname = "One"\nstate = "TX"\nbase = 200_000\ngrant_value = {grant}'))
    assert found == (["One: 52% of its value is equity, which may come to nothing."] if noted else [])


def test_vesting_beyond_the_horizon(offers):
    assert notes(offers(two("", "grant_value = 10\nvest_years = 5", "horizon_years = 4"))) == [
        "Two: its grant vests over 5 years; what vests after year 4 is not in its net present value."
    ]
    assert notes(offers(two("", "vest_years = 5"))) == []


LEFT_BEHIND = "After tax, what is left behind is taxed as if it vested in the new state."
AT_ONCE = "After tax, a sale, listing or exit is taxed at once, at the end of its window: the careful side."
EXPECTED_PAYOFF = (
    "After tax, options are taxed on what they are expected to pay; the tax to expect is higher (an option at "
    "the money keeps about 7 % less)."
)


def test_left_behind_twice(offers):
    assert notes(offers(two("grant_value = 100_000", "unvested_left_behind = 50_000"))) == [
        "Two: 50,000 left behind is taken off. Where that is the grant of One, it counts twice: "
        "as a gain there and as a loss here.",
        LEFT_BEHIND,
    ]
    assert notes(offers(two("", "unvested_left_behind = 50_000"))) == [LEFT_BEHIND]


@pytest.mark.parametrize(
    ("equity", "blank"),
    [
        ("shares = 100", "; blank is price"),
        ('equity_kind = "iso"\nstrike = 1', "; blank is shares"),
        ("exit_value = 1e9\nshares = 100\nprice = 1", "; blank is fully_diluted"),
        ("exit_value = 1e6\nshares = 100\nprice = 1\nfully_diluted = 1e6\nstrike = 9", ""),
    ],
)
def test_equity_that_counts_as_nothing(offers, equity, blank):
    waits = [AT_ONCE] if "exit_value" in equity else []
    assert notes(offers(two("", equity))) == [f"Two: its equity counts as 0{blank}.", *waits]


CLAUSES = (
    "Two: clauses to read: how long after leaving its options can be exercised (often 90 days), and whether a "
    "sale, or losing the job, brings vesting forward (acceleration)."
)


def test_what_leaving_counts(offers):
    (note,) = notes(offers(two("annual_leave_probability = 0.1", "annual_leave_probability = 0.2")))
    assert note.startswith("If leaving: ")
    assert note.endswith("less what may be owed back of the first sign-on, gross; other pay goes on.")


def test_refreshers_that_are_not_counted(offers):
    options = 'equity_kind = "nso"\nshares = 100\nprice = 2\nstrike = 1\n'
    assert notes(offers(two("", f"{options}refresh_rate = 0.3"))) == [
        "Two: its refreshers are not counted; only those of shares are.",
        "Two: to exercise all of it costs 100 in cash.",
        CLAUSES,
        EXPECTED_PAYOFF,
    ]
    assert notes(offers(two("", f"{options}grant_value = 200"))) == [
        "Two: its grant_value does not count; options, and shares at an exit, are valued by number.",
        "Two: to exercise all of it costs 100 in cash.",
        CLAUSES,
        EXPECTED_PAYOFF,
    ]


def test_two_values_of_a_grant(offers):
    assert notes(offers(two("", "grant_value = 1000\nshares = 100\nprice = 9"))) == [
        "Two: its grant_value of 1,000 counts, not its shares times the price, 900: leave the one blank that is "
        "of another day."
    ]
    assert notes(offers(two("", "grant_value = 1000\nshares = 100\nprice = 9.5"))) == []


@pytest.mark.parametrize(
    ("states", "noted"),
    [
        (("", "TX"), ["One: no state is given, so only federal taxes are taken off."]),
        (("", ""), ["One and Two: no state is given, so only federal taxes are taken off."]),
        (
            ("ID", "ID"),
            [
                "Idaho: projected for 2026, not enacted: brackets.",
                "Idaho: not in its taxes: the grocery credit for dependents and itemized deductions.",
            ],
        ),
        (("IN", "TX"), ["Indiana: not in its taxes: the county income tax, which every resident owes, and "
                        "exemptions for dependents."]),
    ],
)  # fmt: skip
def test_what_taxes_rest_on_and_leave_out(offers, states, noted):
    content = "".join(
        f'[[offers]]\nname = "{name}"\nbase = 1000\nstate = "{state}"\n'
        for name, state in zip(("One", "Two"), states, strict=True)
    )
    assert notes(offers(content)) == noted


def test_a_payroll_tax_that_does_not_exist_yet(offers):
    """It never enters a figure: 1 % of 200,000 is said beside the margin."""
    base = '[[offers]]\nname = "One"\nstate = "TX"\nbase = 200_000\n'
    without, with_it = facts(offers(base)), facts(offers(f"[assumptions]\nextra_payroll_rate = 0.01\n{base}"))
    assert with_it["offers"] == without["offers"]
    margin = without["offers"][0]["results"]["floor_margin"]
    assert with_it["notes"] == [
        f"One: a new payroll tax of 1.00% would take 2,000 a year; its margin would be {margin - 2000:,.0f}."
    ]


def test_an_offer_that_falls_short_of_the_floor_says_so(offers):
    path = offers("name,A,B\nbase,200000,60000\nstate,TX,CA", "offers.csv")
    assert cells(shown(path), "  verdict, law of 2026") == [
        "clears",
        "it",
        "short",
    ]


def test_the_best_is_named_before_and_after_tax_where_they_disagree(offers):
    content = "name,Hudson,Mesa\nstate,NYC,TX\nbase,230000,220000"
    page, answer = shown(offers(content, "offers.csv")), facts(offers(content, "offers.csv"))
    sentence = (
        "Mesa leaves more after tax: worth 163,487 a year against Hudson's 149,860; before tax Hudson is worth "
        "36,335 more today."
    )
    assert page.splitlines()[0] == answer["notes"][0] == sentence
    assert page.count(sentence) == 1
    assert (answer["best"], answer["best_after_tax"]) == (["Hudson"], ["Mesa"])
    assert cells(page, "  rank") == ["best", "2nd"]
    assert cells(page, "  rank, after tax") == ["2nd", "best"]


def test_the_best_of_both_is_named_once(offers):
    page = shown(offers("name,A,B\nstate,TX,TX\nbase,230000,220000", "offers.csv"))
    assert page.splitlines()[0].startswith("A is worth the most, after tax and before: ")


@pytest.mark.parametrize(
    ("typed", "thought"),
    [
        ("growth = 8", "its growth of 8 is 800 % a year; 8 % is 0.08."),
        ("raise_rate = 1.5", "its raise_rate of 1.5 is 150 % a year; 1.5 % is 0.015."),
        ("espp_rate = 0.1\nespp_discount = 0.2", "its espp_discount of 20% is above the 15%"),
    ],
)
def test_what_was_probably_meant_otherwise(offers, typed, thought):
    assert any(f"Two: {thought}" in note for note in notes(offers(two("", typed))))
    assert not any("Two: its" in note for note in notes(offers(two("", "growth = 1\nraise_rate = 1"))))


@pytest.mark.parametrize(
    ("assumed", "thought"),
    [
        ("discount_rate = 1.2", "discount_rate of 1.2 is 120 % a year; 1.2 % is 0.012."),
        ("cash_rate = 2", "cash_rate of 2 is 200 % a year; 2 % is 0.02."),
        ("pretax = 30_000", "pretax of 30,000 is above the 24,500 that may go into a 401(k) in 2026"),
        ("annual_spend = 60\nsavings = 20", "One: what you need there, 86 a year, is very little"),
    ],
)
def test_assumptions_that_were_probably_meant_otherwise(offers, assumed, thought):
    assert any(note.startswith(thought) for note in notes(offers(two("", "", assumed))))
    assert notes(offers(two("", "", "discount_rate = 1\ncash_rate = 1"))) == []


def test_a_base_in_thousands(offers):
    [thought] = notes(offers('[[offers]]\nname = "A"\nstate = "TX"\nbase = 180'))
    assert thought == (
        "A: its base of 180 a year is small; a base is in single dollars and for a year: 180,000 where it was "
        "typed in thousands."
    )


def test_what_is_paid_into_a_plan_is_told(offers):
    found = notes(offers(two("match_rate = 0.5\nmatch_limit = 0.06", "", "pretax = 12_000")))
    assert found == [
        "A 401(k) match counts as if you paid in enough, and whole: it is taxed when it is drawn.",
        "Of the 12,000 that go into a 401(k), take-home holds nothing; net present value after tax and level "
        "take-home hold all, as it stays yours: it is taxed when it is drawn.",
    ]


def test_notes_are_shown(offers):
    path = offers(two("grant_value = 100_000", "unvested_left_behind = 50_000"))
    assert shown(path).splitlines()[-3::2] == notes(path)


# ---------------------------------------------------------------- what cannot be valued


def failing(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["offersheet", "value", *map(str, arguments)])
    with pytest.raises(SystemExit) as ending:
        main()
    said = capsys.readouterr()
    assert not said.out or (json.loads(said.out)["error"] in said.err and "--json" in arguments)
    assert ending.value.code == 2
    return said.err


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_file_that_cannot_be_read(monkeypatch, capsys, offers, options):
    path = offers('[[offers]]\nname = "Acme"\nbase = 1\ngrowth = -2')
    said = failing(monkeypatch, capsys, path, *options)
    assert said == f'offersheet: {path}: offer "Acme": growth must be above -1, got -2\n'


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize(
    "absurd",
    [
        "base = 1.7e308\nbonus_target = 2",
        "base = 1\nsign_on = 1.7e308\nrelocation = 1.7e308",
        "base = 1\ngrant_value = 1.7e308\ngrowth = 10",
        "base = 1e307\nraise_rate = 2",
        "base = 1\nexit_value = 1.7e308\nshares = 1e300\nfully_diluted = 1e-300",
    ],
)
def test_numbers_too_large_to_be_valued(monkeypatch, capsys, offers, options, absurd):
    path = offers(
        f'[assumptions]\nhorizon_years = 10\ncash_rate = 2\n[[offers]]\nname = "A\\u009b"\n{absurd}'
    )
    said = failing(monkeypatch, capsys, path, *options)
    assert said == f"offersheet: {path}: A\\x9b holds numbers too large to be valued\n"


def test_nothing_is_written(monkeypatch, capsys, offers, tmp_path):
    path = offers("offers = 1")
    failing(monkeypatch, capsys, path)
    assert list(tmp_path.iterdir()) == [path]


def test_isos_above_their_limit_are_told_and_at_it_not(tmp_path):
    path = tmp_path / "offers.csv"
    for strike, told in (("25", False), ("25.01", True)):
        path.write_text(
            f"name,base,equity_kind,shares,strike,vests_per_year\nA,100000,iso,16000,{strike},1\n"
        )
        page = " ".join(shown(path).split())
        assert ("A: ISOs that first become exercisable within twelve months pass the limit" in page) is told
        assert "clauses to read: how long after leaving its options can be exercised (often 90 days)" in page
        assert "(acceleration)" in page


def test_what_an_event_pays_is_told(tmp_path):
    path = tmp_path / "offers.csv"
    path.write_text(
        "name,base,grant_value,liquidity_probability,state\nA,180000,300000,0.6,TX\nB,180000,300000,,TX\n"
    )
    page = shown(path)
    said = {
        "It pays": "150,000",
        "All taxes on it": "50,324",
        "Left of it": "99,676",
        "To set aside": "13,700",
    }
    for label, figure in said.items():
        assert cells(page, f"  {label}") == [figure, "-"]


def test_two_files_are_one_too_many(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["offersheet", "value", "one.toml", "two.toml"])
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code == 2
    assert capsys.readouterr().err == (
        'offersheet: value takes one file, and got "two.toml" as well: put all offers into one file, up to five '
        "side by side\n"
    )
