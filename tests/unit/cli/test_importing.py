"""`savings import`: every rule of a file with its line, what is said of it, and how a run ends."""

import csv
import io
import json
from functools import partial
from pathlib import Path

import httpx2
import pytest

import savings_cli.commands.importing
from savings_cli.importing.kinds import KINDS
from savings_cli.screen import Screen
from tests.pages import ROOT
from tests.unit.cli.books import CUSTOMERS, Books, connected, import_into
from tests.unit.cli.conftest import Savings

ONE, TWO, THREE, _ = CUSTOMERS


@pytest.fixture
def books(settings: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """The bank that imports go to."""
    made = Books.with_homes()
    monkeypatch.setattr(savings_cli.commands.importing, "connected", lambda _: connected(made))
    return made


def written(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


_GOALS = (
    "external_id,customer,form,name,account,currency,target_amount,recurrent_amount,target_date,tracking_type,frequency,"
    "target,period_amount,end_date,completed_backdated_periods"
)
FLAWS = {
    "accounts": [
        ("external_id,customer,name,currency,type,balance,balance_date,minimum_balance,joint_owner", ""),
        (f"a1,{ONE},Rainy days,GBP,2,1250.50,2026-01-31,,", ""),
        (f'a2,{ONE},"A name, quoted",KWD,,1.125,2028-02-29,0,{TWO.upper()}', ""),
        (f"a3,{ONE},,GBP,,,,,", "name required, balance_date required"),
        (f"a4,{ONE},x,GBP,two,1.005,2027-02-29,,",
         "type invalid_number, balance invalid_amount_scale, balance_date invalid_date"),
        (f"b4,{ONE},x,GBP,,,2027-02-28,x,{ONE[:-1]}", "minimum_balance invalid_amount, joint_owner invalid_guid"),
        (f"a5,{ONE},x,XAU,,1,2026-01-31,,", "currency unknown_currency"),
        (f"a6,{ONE},x,JPY,,1.5,31.01.2026,,", "balance invalid_amount_scale, balance_date invalid_date"),
        (f"{'ä' * 61},{ONE},{'x' * 101},GBP,,90071992547409.92,2026-01-31,,",
         "external_id too_long, name too_long, balance amount_too_large"),
        (f"a1,{TWO},Another's,GBP,,,2026-01-31,,", ""),
        (f"a1,{ONE},Rainy days,GBP,,,2026-01-31,,", "external_id duplicate_id"),
    ],
    "goals": [
        (_GOALS, ""),
        (f"g1,{ONE},plan,Boat,home,GBP,1200,,2099-12-31,,,,,,", ""),
        (f"g2,{ONE},periods,Bike,home,GBP,600,,,credit,monthly,date,,2099-12-31,3", ""),
        (f"g3,{ONE},plan,Boat,home,GBP,1200,,,,,,,,", "target_amount incomplete_plan"),
        (f"g4,{ONE},plan,Boat,home,GBP,1,2,,credit,,,3,,", "period_amount wrong_form, tracking_type wrong_form"),
        (f"g5,{ONE},periods,Bike,home,GBP,600,5,,,weekly,,,,",
         "recurrent_amount wrong_form, tracking_type required, target required"),
        (f"g6,{ONE},both,Bike,,GBP,,,,up,yearly,,,,",
         "form unknown_value, account required, tracking_type unknown_value, frequency unknown_value"),
        (f"g7,{ONE},plan,Boat,home,GBP,1200,,2099-12-31,,,,,,-1", "completed_backdated_periods invalid_number"),
    ],
    "transactions": [
        ("external_id,customer,type,amount,currency,settled_at,from_account,from_goal,to_account,to_goal", ""),
        (f"t1,{ONE},Deposit,1250.5,GBP,2026-01-31T10:00:00+01:00,,,home,", ""),
        (f"t2,{ONE},Internal,3,GBP,,home,,home,3575455835750400", ""),
        (f"t3,{ONE},Deposit,0,GBP,,home,g,,",
         "amount too_small, from_account wrong_side, from_goal wrong_side, to_account missing_side"),
        ('"t4\n5",,Deposit,"1,250.50",GBP,2026-01-31,,,home,',
         "external_id control_character, customer required, amount invalid_amount, settled_at invalid_instant"),
        (f"t5,{ONE},deposit,+5,gbp,2026-13-31T10:00:00Z,,,home,",
         "type unknown_value, amount invalid_amount, currency unknown_currency, settled_at invalid_instant"),
        (f"t6,{ONE},Deposit,5,GBP,,,", " wrong_cells"),
        (f"t7,{ONE},Withdrawal,12345678901234567890,GBP,,home,,,", "amount invalid_amount"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("of", FLAWS)
def test_a_dry_run_names_every_rule_that_a_row_breaks_with_its_line_and_sends_and_writes_nothing(
    of: str, books: Books, savings: Savings, tmp_path: Path
) -> None:
    file = written(tmp_path / "rows.csv", *(line for line, _ in FLAWS[of]), "", " , ")
    said = savings("import", of, str(file), "--dry-run", "--json")
    (_, _), *cases = FLAWS[of]
    bad = [flaws for _, flaws in cases if flaws]
    assert said.code == 1
    assert said.document["left"] == len(cases) - len(bad)
    assert said.document["rejected"] == len(bad)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".new"] == ["rows.csv"]
    assert books.asked == 0
    read = savings_cli.importing.sheets.read(file, KINDS[of], None)
    found = [", ".join(f"{flaw.field} {flaw.code}" for flaw in one.flaws) for one in read.rejections]
    assert [sorted(one.split(", ")) for one in found] == [sorted(one.split(", ")) for one in bad]
    lines = file.read_text("utf-8").splitlines()
    assert all(lines[one.line - 1].lstrip('"').startswith(one.cells[0][:2]) for one in read.rejections)
    assert said.document["reasons"][0]["line"] == read.rejections[0].line


def test_a_file_that_is_no_such_sheet_is_refused_whole(books: Books, savings: Savings, tmp_path: Path) -> None:
    cases = {
        "external_id,customer,typ,amount,amount\n": "unknown: typ; twice: amount; missing: type; missing: currency",
        "": "missing: external_id",
        'external_id,customer,type,amount,currency\nx,"y\n': "the row of line 2 is no CSV",
    }
    for content, sentence in cases.items():
        (tmp_path / "rows.csv").write_text(content)
        said = savings("import", "transactions", str(tmp_path / "rows.csv"))
        assert said.code == 2
        assert sentence in said.err.replace("\n", " ")
    (tmp_path / "rows.csv").write_bytes("external_id,ü".encode("latin-1"))
    assert "not in UTF-8" in savings("import", "goals", str(tmp_path / "rows.csv")).err
    assert savings("import", "goals", str(tmp_path / "none.csv")).code == 2
    written(tmp_path / "rows.csv", "external_id,customer,form,name,account,currency")
    nowhere = savings("import", "goals", str(tmp_path / "rows.csv"), "--journal", str(tmp_path))
    assert (nowhere.code, "cannot be written" in nowhere.err) == (2, True)
    assert books.asked == 0


def test_what_is_rejected_is_mended_in_its_own_file_and_what_is_changed_is_not_made_again(
    books: Books, savings: Savings, tmp_path: Path
) -> None:
    header = "external_id,type,amount,currency,to_account"
    lines = ["t1,Deposit,1,GBP,home", "t2,Deposit,2.001,GBP,home", "t3,Deposit,3,GBP,nowhere"]
    file = written(tmp_path / "day.csv", header, *lines)
    say = ("import", "transactions", str(file), "--customer", ONE)
    first = savings(*say)
    assert first.code == 1
    assert "1 transactions made" in first.out
    assert "line 4: to_account: The customer has no account nowhere." in first.out
    rejected = tmp_path / "day.rejected.csv"
    with rejected.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(one["rejected_line"], one["rejected_field"], one["rejected_code"]) for one in rows] == [
        ("3", "amount", "invalid_amount_scale"),
        ("4", "to_account", "unknown_account"),
    ]
    mended = rejected.read_text().replace("2.001", "2.01").replace("nowhere", "home")
    rejected.write_text(mended)
    again = savings("import", "transactions", str(rejected), "--customer", ONE, "--json")
    assert (again.code, again.document["made"], again.document["rejected_file"]) == (0, 2, None)
    assert [one["body"]["amountCents"] for one in books.transactions] == [100, 201, 300]

    written(file, header, "t1,Deposit,9,GBP,home")
    changed = savings(*say, "--json")
    assert (changed.code, changed.document["made"], changed.document["rejected"]) == (1, 0, 1)
    assert "another content" in changed.document["reasons"][0]["message"]
    (tmp_path / "day.journal").unlink()  # the bank has it still: by its key, and when a day has passed by its id
    assert "Was used before with another payload." in savings(*say).out
    books.keys.clear()
    assert "The externalId came before." in savings(*say).out
    elsewhere = savings(*say, "--profile", "local", "--journal", str(tmp_path / "day.rejected.journal"))
    assert elsewhere.code == 1
    other = savings(
        "import", "goals", str(written(tmp_path / "day.csv", "external_id,customer,form,name,account,currency"))
    )
    assert other.code == 2
    assert "is the journal of another import" in other.err.replace("\n", " ")


def test_a_run_that_can_no_longer_go_on_says_what_is_left_and_goes_on_another_time(
    books: Books, savings: Savings, tmp_path: Path
) -> None:
    lines = [f"t{row},{customer},Deposit,{row + 1},GBP,home" for row in range(3) for customer in (ONE, TWO, THREE)]
    file = written(tmp_path / "day.csv", "external_id,customer,type,amount,currency,to_account", *lines)
    for status, code in ((401, 3), (403, 3), (429, 5), (503, 5)):
        books.refuses = httpx2.Response(status, json={"message": "No."})
        stopped = savings("import", "transactions", str(file), "--at-once", "2", "--json")
        assert (stopped.code, stopped.document["left"], stopped.document["rejected"]) == (code, 9, 0)
        assert json.loads(stopped.err)["error"]["exit_code"] == code
    broken = {"type": "urn", "title": "A fault.", "status": 500, "code": "internal_error", "request_id": "r-1"}
    books.refuses = httpx2.Response(500, json=broken)
    assert "(request r-1)" in savings("import", "transactions", str(file)).out
    books.refuses, books.side_by_side = None, 0
    done = savings("import", "transactions", str(file), "--at-once", "2", "--json")
    assert (done.code, done.document["made"], done.document["left"], done.err) == (0, 9, 0, "")
    assert books.side_by_side == 2
    for customer in (ONE, TWO, THREE):
        assert [one["body"]["amountCents"] for one in books.transactions if one["of"] == customer] == [100, 200, 300]
    asked = books.asked
    assert savings("import", "transactions", str(file), "--json").document["already"] == 9
    assert books.asked == asked


class Terminal(io.StringIO):
    """Somebody looks on."""

    def isatty(self) -> bool:
        return True


def test_a_run_shows_on_a_terminal_how_far_it_is_and_when_it_is_interrupted_says_what_is_left(
    books: Books, savings: Savings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"t{row},{ONE},Deposit,{row + 1},GBP,home" for row in range(5)]
    file = written(tmp_path / "day.csv", "external_id,customer,type,amount,currency,to_account", *lines)
    terminal = Terminal()
    monkeypatch.setattr("savings_cli.frame.Screen", partial(Screen, err=terminal))
    books.dies_at, books.dies_by = 4, KeyboardInterrupt
    ran = savings("import", "transactions", str(file), "--json")
    assert (ran.code, ran.document["made"], ran.document["left"]) == (130, 2, 3)
    books.dies_at = float("inf")
    ran = savings("import", "transactions", str(file))
    assert ran.code == 0
    assert "3 transactions made" in ran.out
    assert "3/3" in terminal.getvalue()
    assert "rows/s" in terminal.getvalue()


def test_rows_name_accounts_and_goals_by_the_callers_ids_or_ours(books: Books, tmp_path: Path) -> None:
    guid = next(guid for guid, one in books.accounts.items() if one["of"] == ONE)
    goal = "659edd78-0000-8042-a976-d1f2005c3aa4"
    goals = written(
        tmp_path / "goals.csv",
        "external_id,customer,form,name,account,currency,target_amount,target_date",
        f"boat,{ONE},plan,Boat,home,GBP,1200,2099-12-31",
        f"bike,{ONE},plan,Bike,{guid.upper()},GBP,1200,2099-12-31",
        f"car,{ONE},plan,Car,home,USD,1200,2099-12-31",
    )
    run = import_into(books, "goals", goals)
    assert [one.message for one in run.rejections] == ["currency: Must be the account's currency, GBP."]
    [boat] = [number for number, one in books.goals.items() if one["goal"]["metadata"] == {"external_id": "boat"}]
    header = "external_id,customer,type,amount,currency,settled_at,from_account,from_goal,to_account,to_goal"
    lines = [
        f"m{at},{ONE},Internal,1,GBP,2026-01-01T00:00:00Z,home,boat,{guid},{to}" for at, to in enumerate([goal, "?"])
    ]
    run = import_into(books, "transactions", written(tmp_path / "moves.csv", header, *lines))
    assert [one.flaws[0].code for one in run.rejections] == ["unknown_goal"]
    [moved] = books.transactions
    assert moved["body"] == {
        "type": "Internal",
        "externalId": "m0",
        "userId": ONE,
        "amountCents": 100,
        "settledAt": "2026-01-01T00:00:00Z",
        "fromAccountId": guid,
        "fromDreamId": boat,
        "toAccountId": guid,
        "toDreamId": goal,
    }


def test_the_guide_explains_every_column() -> None:
    guide = (ROOT / "docs" / "guides" / "import-from-csv.md").read_text("utf-8")
    for kind in KINDS.values():
        section = guide.split(f"\n## {kind.name.capitalize()}\n")[1].split("\n## ")[0]
        assert [column.name for column in kind.columns if f"| `{column.name}` |" not in section] == []
