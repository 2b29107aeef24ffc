"""``offersheet call``: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.cli import app, main
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from typer.testing import CliRunner

from tests.seeds import examples
from tests.worked import assert_same, rows_of

EXAMPLES = [
    (f"={function.name}({example.arguments})", example)
    for function in catalogue.functions().values()
    for example in function.examples
]


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command in this process, as its entry point does."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["offersheet", *arguments])
        with pytest.raises(SystemExit) as ending:
            main()
        out, err = capsys.readouterr()
        return ending.value.code, out, err

    return run


def process(*arguments, **options):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "offersheet", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


# ------------------------------------------------------------------ one call


@pytest.mark.parametrize(("formula", "example"), EXAMPLES, ids=[formula for formula, _ in EXAMPLES])
def test_every_worked_example(formula, example):
    result = CliRunner().invoke(app, ["call", formula, "--json"])
    assert result.exit_code == 0
    assert_same(rows_of(json.loads(result.stdout)["value"]), example.value, example.tolerance)


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["TOTAL_COMP", "200000", "0.15", "700000", "4", "100000"], "430000\n"),
        (["total_comp", "200000", "15%", "700000", "4", "100000", "1", "0", "recurring"], "405000\n"),
        (["TOTAL_COMP", "200000", "15%", "7e5", "4", "1e5", "1", "0", '"First_Year"'], "505000\n"),
        (["TOTAL_COMP", "100000", "0.15", "", " ", "", "0.8"], "112000\n"),
        (["TOTAL_COMP", "0.1", "2"], "0.30000000000000004\n"),
        (["TOTAL_COMP", "1e300"], "1e+300\n"),
        (["TOTAL_COMP", "1e-300"], "1e-300\n"),
        (["VESTED", "400000", "11"], "0\n"),
        (["BONUS_RANGE", "200000"], "16000\t30000\t44000\n"),
        (["BASE_PROJECTION", "200000.5", "0", "2"], "200000.5\n200000.5\n"),
        (["VEST_SCHEDULE", "1", "0", "2"], "month\tfraction\tcumulative\n6\t0.5\t0.5\n12\t0.5\t1\n"),
        (["TOTAL_COMP", "{1;2}", "{0,1}"], "1\t2\n2\t4\n"),
    ],
)
def test_a_pipe_gets_exact_values(run, arguments, printed):
    assert run("call", *arguments) == (0, printed, "")


@pytest.mark.parametrize("growth", ["-0.2", "-.2", "-2e-1", "-20%"])
def test_a_negative_number_is_no_option(run, growth):
    expected = call("EQUITY_PV", [400_000, -0.2]).value
    assert run("call", "EQUITY_PV", "400000", growth) == (0, f"{expected!r}\n", "")
    assert run("call", "--json", "EQUITY_PV", "400000", growth)[1] == f'{{"value": {expected!r}}}\n'
    assert run("call", "EQUITY_PV", "400000", growth, "--json")[1] == f'{{"value": {expected!r}}}\n'


def test_a_number_is_printed_so_that_it_reads_back(run):
    answer = call("EQUITY_PV", [400_000, 0.15]).value
    assert float(run("call", "EQUITY_PV", "400000", "0.15")[1]) == answer


def test_an_error_goes_to_stderr_with_its_reason(run):
    assert run("call", "EQUITY_PV", "400000", "-2") == (
        1,
        "",
        "#NUM!: growth must be above -1, got -2\n",
    )
    assert run("call", "EQUITY_PV", "400000", "-2", "--json") == (
        1,
        '{"error": "#NUM!", "why": "growth must be above -1, got -2"}\n',
        "",
    )


def test_an_error_in_a_range_stays_in_its_place(run):
    assert run("call", "TOTAL_COMP", "{1;-1}") == (1, "1\n#NUM!\n", "base must be at least 0, got -1\n")
    assert run("call", "TOTAL_COMP", "{1;-1}", "--json") == (
        1,
        '{"value": [[1.0], ["#NUM!"]], "why": "base must be at least 0, got -1"}\n',
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["TOTALCOMP", "1"], "there is no function TOTALCOMP; did you mean TOTAL_COMP?"),
        (["QQQ"], "there is no function QQQ"),
        (["=QQQ(1)"], "there is no function QQQ"),
        (["=VESTED(1"], "expected ) at character 10, got the end"),
        (["VESTED(1, 2)", "3"], "a formula holds its arguments itself; put it between single quotes"),
        (
            ["VESTED", "1", "{2"],
            "argument 2, {2: expected } at character 3, got the end",
        ),
        (
            ["VESTED", "360,000", "18"],
            "argument 1, 360,000: expected nothing more at character 4, got , "
            "(decimals follow a point, and thousands are not parted)",
        ),
        (["VESTED", "1", "--jsno"], "there is no option --jsno"),
        (["--batch", "VESTED"], "--batch reads its calls from standard input and takes no function"),
        ([], "name a function, as in: offersheet call EQUITY_PV 400000"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_2(run, arguments, problem):
    assert run("call", *arguments) == (2, "", f"offersheet: {problem}\n")


def test_a_terminal_gets_columns(run, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("call", "TOTAL_COMP", "100000", "0.15", "", "", "", "0.8") == (0, "112000\n", "")
    arguments = ["185000", ".15", "400000", "4", ".03", ".1", "25000", ".3"]
    assert run("call", "COMP_BY_YEAR", *arguments)[1].splitlines() == [
        "year       base     bonus     equity    refresh  sign_on      total",
        "   1  185000.00  27750.00  110000.00       0.00    25000  347750.00",
        "   2  190550.00  28582.50  116793.11   31852.67        0  367778.27",
        "   3  196266.50  29439.98  128472.42   66890.60        0  421069.49",
        "   4  202154.50  30323.17  141319.66  105432.32        0  479229.65",
    ]
    assert run("call", "TOTAL_COMP", "{1;-1;0.1234567}")[1] == "       1\n   #NUM!\n0.123457\n"


# ------------------------------------------------------------------ many calls over a pipe


def batch(*lines):
    result = CliRunner().invoke(app, ["call", "--batch"], input=b"".join(line + b"\n" for line in lines))
    assert result.exit_code == 0
    assert result.stderr == ""
    return [json.loads(line, parse_constant=refuse) for line in result.stdout.splitlines()]


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b'{"function": "VESTED", "args": [360000, 18, null, null, 12]}', {"value": 135000.0}),
        (b'{"args":[360000,18,4,12,12],"function":"vested"}\r', {"value": 135000.0}),
        (b'\xef\xbb\xbf{"function": "VESTED", "args": [400000, 11]}', {"value": 0.0}),
        (b'{"function": "BONUS_RANGE", "args": [200000]}', {"value": [[16000.0, 30000.0, 44000.0]]}),
        (b'{"function": "TOTAL_COMP", "args": [[[1], [2]]]}', {"value": [[1.0], [2.0]]}),
        (b'{"function": "TOTAL_COMP", "args": [[1, 2]]}', {"value": [[1.0, 2.0]]}),
        (
            b'{"function": "EQUITY_PV", "args": [400000, -2]}',
            {"error": "#NUM!", "why": "growth must be above -1, got -2"},
        ),
        (
            b'{"function": "TOTAL_COMP", "args": [[[1], ["#N/A"], [-1]]]}',
            {"value": [[1.0], ["#N/A"], ["#NUM!"]], "why": "base is #N/A"},
        ),
        (b'{"function": "TOTAL_COMP", "args": ["#DIV/0!"]}', {"error": "#DIV/0!", "why": "base is #DIV/0!"}),
        (
            b'{"function": "TOTALCOMP", "args": [1]}',
            {"error": "#NAME?", "why": "there is no function TOTALCOMP; did you mean TOTAL_COMP?"},
        ),
        (
            b'{"function": "VEST_SCHEDULE", "args": [1, 12]}',
            {"value": [["month", "fraction", "cumulative"], [12.0, 1.0, 1.0]]},
        ),
    ],
)
def test_a_line_gets_its_answer(line, answer):
    assert batch(line) == [answer]


@pytest.mark.parametrize(
    "line",
    [
        b"VESTED(1,2)",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"null",
        b'{"function": "VESTED"}',
        b'{"function": "VESTED", "args": {"months": 18}}',
        b'{"function": ["VESTED"], "args": []}',
        b'{"function": "EQUITY_PV", "args": [400000], "growth": 0.2}',
        b'{"function": "EQUITY_PV", "args": [400000, NaN]}',
        b'{"function": "EQUITY_PV", "args": [Infinity]}',
        b'{"function": "EQUITY_PV", "args": [' + b"9" * 5000 + b"]}",
        b'{"function": "EQUITY_PV", "args": [' + b"[" * 900 + b"]" * 900 + b"]}",
        b'{"function": "EQUITY_PV", "args": [{"value": 400000}]}',
        b'{"function": "EQUITY_PV", "args": ["400000"]}',
        b'{"function": "EQUITY_PV", "args": [true]}',
    ],
)
def test_a_line_that_is_no_call_gets_an_error_and_the_next_its_answer(line):
    error, answer = batch(line, b'{"function": "VESTED", "args": [400000, 12]}')
    assert error["error"] == "#VALUE!"
    assert 10 < len(error["why"]) < 250
    assert answer == {"value": 100000.0}


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"9" * 400])
def test_a_number_beyond_all_bounds_is_impossible(number):
    alone, in_a_range = batch(
        b'{"function": "TOTAL_COMP", "args": [' + number + b"]}",
        b'{"function": "TOTAL_COMP", "args": [[1, ' + number + b"]]}",
    )
    assert alone["error"] == "#NUM!"
    assert in_a_range["value"] == [[1.0, "#NUM!"]]


def test_blank_lines_are_skipped_and_the_last_needs_no_end():
    request = b'{"function": "VESTED", "args": [400000, 12]}'
    result = CliRunner().invoke(app, ["call", "--batch"], input=b"\n \r\n" + request + b"\n\n" + request)
    assert result.stdout == '{"value": 100000.0}\n' * 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=4), values, max_size=3),
    max_leaves=12,
)
requests = st.fixed_dictionaries(
    {"function": st.sampled_from(list(catalogue.functions())), "args": st.lists(json_values, max_size=9)}
)
lines = st.one_of(
    st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"")),
    (json_values | requests).map(lambda value: json.dumps(value).encode()),
).filter(lambda line: not line.isspace() and line)


@settings(max_examples=examples(50))
@given(st.lists(lines, max_size=20))
def test_each_line_gets_one_line_of_json(lines):
    answers = batch(*lines)
    assert len(answers) == len(lines)
    for answer in answers:
        assert set(answer) in ({"value"}, {"value", "why"}, {"error", "why"})


def test_an_answer_comes_before_the_next_question():
    command = [sys.executable, "-m", "offersheet", "call", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        for months, vested in ((11, 0.0), (12, 100_000.0), (24, 200_000.0)):
            child.stdin.write(json.dumps({"function": "VESTED", "args": [400_000, months]}).encode() + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline()) == {"value": vested}
        child.stdin.close()
        assert child.wait(timeout=20) == 0


# ------------------------------------------------------------------ as a process


def test_in_a_process_of_its_own():
    done = process("call", "=TOTAL_COMP(VESTED(360000, 18, 4, 12, 12), 10%)")
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"148500"], b"")
    done = process("call", "EQUITY_PV", "-1")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.strip() == b"#NUM!: grant_value must be at least 0, got -1"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_characters_that_the_terminal_lacks_do_no_harm(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = process("call", "VESTED", "≥5", "18", env=environment)
    assert done.returncode == 2
    assert done.stderr.strip() == b"offersheet: argument 1, ?5: expected a value at character 1, got ?"
    done = process("call", "--batch", env=environment, input='{"function": "≥", "args": []}'.encode())
    assert json.loads(done.stdout)["why"] == "there is no function ≥"
