from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import termios
import time
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checker.cli import desk, reviewing
from checker.reports.data import from_json, to_json
from checker.reports.review import pending
from checker.scoring.assessment import Assessment, Outcome
from checker.store import Store
from checker.workspace import Workspace
from tests.cli.conftest import CONFIG, Models, Run, driver, environment, one_line
from tests.factories import make_assessment

FERRY = "Ferry fares stay, says captain"


def json_of(workspace: Workspace) -> Path:
    return workspace.newest_report("harbour")


def assessed(workspace: Workspace) -> Assessment:
    path = json_of(workspace)
    return from_json(path.read_text(encoding="utf-8"), str(path))


def ferry(workspace: Workspace) -> tuple[Outcome, str]:
    """What the newest report has of the article that denies point 3, and who says so."""
    assessment = assessed(workspace)
    article = next(a for a in assessment.articles if a.title == FERRY)
    cell = assessment.cell(article.id, 3)
    assert cell is not None
    return cell.outcome, cell.decided_by


def kept(workspace: Workspace) -> list[tuple[int, Outcome, str]]:
    with Store(workspace.store) as store:
        return [(d.point, d.outcome, d.reviewer) for d in store.reviews("harbour")]


@pytest.fixture
def unsure(run: Run, workspace: Workspace) -> list[tuple[int, Outcome]]:
    """A report in which what was found is unsure: the points and outcomes, as they are asked."""
    run("check", "--quiet")
    path = json_of(workspace)
    before = assessed(workspace)
    cells = tuple(replace(c, unsure=c.outcome is not Outcome.ABSENT) for c in before.cells)
    path.write_text(to_json(replace(before, cells=cells)), encoding="utf-8")
    return [(3, Outcome.CONTRADICTED), (2, Outcome.DISTORTED), (1, Outcome.CARRIED)]


def test_the_list_has_a_line_for_each_with_what_decides_it(
    run: Run, workspace: Workspace, unsure: list[tuple[int, Outcome]]
) -> None:
    before = json_of(workspace).read_bytes()
    result = run("review")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [re.match(r"(\w+), \d+ % sure \?, point (\d)", line)[1] for line in lines] == [  # type: ignore[index]
        o.value for _, o in unsure
    ]
    assert FERRY in lines[0]
    assert "Coast Echo, 4 May 2030" in lines[0]
    assert "never travel free" in lines[0]
    assert run("review", "--list").stdout == result.stdout
    assert json_of(workspace).read_bytes() == before
    typed = lines[0].split(" -> checker ")[1].replace("OUTCOME", "absent")
    assert run(*typed.split()).exit_code == 0
    assert ferry(workspace) == (Outcome.ABSENT, "person")
    assert len(run("review").stdout.splitlines()) == 2


def test_nothing_waits(run: Run, workspace: Workspace) -> None:
    run("check", "--quiet")
    result = run("review")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing waits for review in reports/harbour-")


@pytest.mark.parametrize("name", [FERRY, "denied.txt", "articles/denied.txt", FERRY.upper()])
def test_one_decision_wins_and_the_report_s_files_follow(
    run: Run, workspace: Workspace, models: Models, name: str
) -> None:
    run("check", "--quiet", "--format", "html,json,csv,xlsx")
    report, judged = json_of(workspace), len(models.judge.judged)
    files = sorted(p.name for p in workspace.reports.iterdir())
    result = run("review", name, "3", "absent", "--by", "Jo Tann")
    assert (result.exit_code, result.stderr) == (0, "")
    first, path = result.stdout.splitlines()
    assert first.startswith(f"✓ absent: point 3 in “{FERRY}” (the program said: contradicted, ")
    assert path == str(report.with_suffix(".html"))
    assert kept(workspace) == [(3, Outcome.ABSENT, "Jo Tann")]
    assert ferry(workspace) == (Outcome.ABSENT, "person")
    assert sorted(p.name for p in workspace.reports.iterdir()) == files
    page = report.with_suffix(".html").read_text(encoding="utf-8")
    assert "decided by a person" in page
    assert "1 contradiction" not in page
    (matrix,) = workspace.reports.glob("*-matrix.csv")
    assert "absent (decided by a person)" in matrix.read_text(encoding="utf-8-sig")
    sheets = load_workbook(report.with_suffix(".xlsx"))
    rows = [row for sheet in sheets for row in sheet.values]
    assert any(value == "person" for row in rows for value in row)
    assert len(models.judge.judged) == judged


def test_a_decision_is_in_every_later_check_and_survives_them(
    run: Run, workspace: Workspace
) -> None:
    assert run("check", "--quiet", "--fail-on", "contradicted").exit_code == 3
    run("review", "denied.txt", "3", "partial")
    for _ in range(2):
        result = run("check", "--all", "--fail-on", "contradicted")
        assert result.exit_code == 0
        assert ferry(workspace) == (Outcome.PARTIAL, "person")
        assert "contradicted: point 3" not in result.stdout
    data = json.loads(run("check", "--all", "--json").stdout)
    (cell,) = (c for c in data["cells"] if c["decided_by"] == "person")
    assert (cell["outcome"], cell["judged"]["outcome"]) == ("partial", "contradicted")
    assert data["tallies"][2]["counts"]["partial"] == 1
    run("review", "silent.txt", "1", "contradicted")
    result = run("check", "--all")
    assert "contradicted: point 1  ✓ decided by a person" in result.stdout


def test_an_outcome_without_a_sentence_breaks_no_form_of_the_report(
    run: Run, workspace: Workspace
) -> None:
    forms = ("--format", "html,json,csv,xlsx")
    run("check", "--quiet", *forms)
    for outcome in ("carried", "contradicted", "distorted", "partial"):
        assert run("review", "silent.txt", "1", outcome).exit_code == 0
        result = run("check", "--all", *forms)
        assert (result.exit_code, result.stderr) == (0, "")
    run("review", "denied.txt", "3", "absent")
    run("review", "figure.txt", "2", "absent")
    run("review", "silent.txt", "1", "contradicted")
    page = json_of(workspace).with_suffix(".html").read_text(encoding="utf-8")
    assert "1 contradiction in 1 story." in page
    assert "Nothing contradicted or bent." not in page


def test_a_decision_does_not_outlive_the_words_it_was_about(run: Run, workspace: Workspace) -> None:
    run("check", "--quiet")
    run("review", "denied.txt", "3", "absent")
    config = workspace.messages / "harbour.toml"
    config.write_text(CONFIG.replace("every Sunday", "on every Sunday"), encoding="utf-8")
    result = run("review", "denied.txt", "3", "carried")
    assert result.exit_code == 1
    assert "point 3 reads otherwise in the brief than in this report" in one_line(result.stderr)
    result = run("check")
    assert result.stdout.startswith("1 decision of yours no longer applies: its point has been")
    assert ferry(workspace) == (Outcome.CONTRADICTED, "judge")
    assert "1 decision" in run("check", "--all", "--quiet").stderr
    config.write_text(CONFIG, encoding="utf-8")
    assert "no longer applies" not in run("check").stdout
    assert ferry(workspace) == (Outcome.ABSENT, "person")


def test_the_unsure_of_a_reworded_point_are_counted_not_listed(
    run: Run, workspace: Workspace, unsure: list[tuple[int, Outcome]]
) -> None:
    config = workspace.messages / "harbour.toml"
    config.write_text(CONFIG.replace("every Sunday", "on every Sunday"), encoding="utf-8")
    result = run("review")
    assert len(result.stdout.splitlines()) == len(unsure) - 1
    assert result.stderr.startswith("1 more is about a point that the brief words otherwise by")


def test_what_is_taken_back_is_the_program_s_again(run: Run, workspace: Workspace) -> None:
    run("check", "--quiet")
    report = json_of(workspace)
    page = report.with_suffix(".html")
    before = report.read_bytes(), page.read_bytes()
    run("review", "denied.txt", "3", "absent")
    assert (report.read_bytes(), page.read_bytes()) != before
    result = run("review", "--undo", "denied.txt", "3")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Taken back: point 3" in result.stdout
    assert "the program says: contradicted" in result.stdout
    assert (report.read_bytes(), page.read_bytes()) == before
    assert kept(workspace) == []
    result = run("review", "--undo", "denied.txt", "3")
    assert result.exit_code == 1
    assert "no decision was made on this article and point" in one_line(result.stderr)


def test_what_the_program_said_is_not_made_up(run: Run, workspace: Workspace) -> None:
    run("check", "--quiet")
    run("review", "denied.txt", "3", "absent")
    path = json_of(workspace)
    data = json.loads(path.read_text(encoding="utf-8"))
    for cell in data["cells"]:
        cell["judged"] = None
    path.write_text(json.dumps(data), encoding="utf-8")
    result = run("review", "--undo", "denied.txt", "3")
    assert "it stands as it is until: checker check --all" in result.stdout
    assert ferry(workspace) == (Outcome.ABSENT, "person")
    run("check", "--all")
    assert ferry(workspace) == (Outcome.CONTRADICTED, "judge")


@pytest.mark.parametrize(
    ("keys", "decided"),
    [
        ("xas", [(2, Outcome.ABSENT), (3, Outcome.CONTRADICTED)]),
        ("CPD", [(1, Outcome.DISTORTED), (2, Outcome.PARTIAL), (3, Outcome.CARRIED)]),
        ("s?zpq", [(2, Outcome.PARTIAL)]),
        ("a", [(3, Outcome.ABSENT)]),
        ("a\x03", [(3, Outcome.ABSENT)]),
        ("q", []),
        ("", []),
    ],
)
def test_questions_are_answered_with_one_key_each(
    run: Run,
    workspace: Workspace,
    unsure: list[tuple[int, Outcome]],
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    decided: list[tuple[int, Outcome]],
) -> None:
    monkeypatch.setattr(reviewing, "_at_a_terminal", lambda: True)
    before = json_of(workspace).read_bytes()
    result = run("review", "--by", "Jo", standard_input=keys)
    assert result.exit_code == 0, result.output
    assert "c carried  p partial  d distorted  x contradicted  a absent" in result.stdout
    assert f"1 of 3: {FERRY}" in result.stdout
    assert "The program says: ✕ contradicted, " in result.stdout
    assert "Selm ferry passengers never travel free every Sunday" in result.stdout
    assert sorted((p, o) for p, o, _ in kept(workspace)) == decided
    assert ('"z" is none of the keys' in result.stdout) == ("z" in keys)
    path = str(json_of(workspace).with_suffix(".html"))
    assert (path in result.stdout) == bool(decided)
    assert (json_of(workspace).read_bytes() != before) == bool(decided)
    assert len(pending(assessed(workspace))) == len(unsure) - len(decided)


@pytest.mark.parametrize("end", [b"\x03", b"\x04", b"q"])
def test_at_a_real_terminal(
    workspace: Workspace, unsure: list[tuple[int, Outcome]], end: bytes
) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        driver("review"),
        cwd=workspace.root,
        env=environment(TERM="xterm"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        said = b""
        for key, after in ((b"a", b"1 of 3"), (end, b"2 of 3"), (b"", b".html")):
            while after not in said:
                assert select.select([ours], [], [], 60)[0], said
                said += os.read(ours, 4096)
            # What is typed before the program listens for single keys is lost.
            while key and termios.tcgetattr(ours)[3] & termios.ICANON:
                assert process.poll() is None, said
                time.sleep(0.01)
            os.write(ours, key)
        assert process.wait(60) == 0
    os.close(ours)
    assert b"Traceback" not in said
    assert [(p, o) for p, o, _ in kept(workspace)] == [(3, Outcome.ABSENT)]
    assert ferry(workspace) == (Outcome.ABSENT, "person")


def test_what_was_decided_before_a_kill_is_not_asked_again(
    run: Run,
    workspace: Workspace,
    unsure: list[tuple[int, Outcome]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.Desk, "finish", lambda _self: [])
        run("review", "denied.txt", "3", "absent")
    assert ferry(workspace) == (Outcome.CONTRADICTED, "judge")
    assert len(run("review", "--list").stdout.splitlines()) == len(unsure) - 1
    run("review", "carried.txt", "1", "carried")
    assert ferry(workspace) == (Outcome.ABSENT, "person")


def test_a_decision_on_a_reprint_is_the_story_s(run: Run, workspace: Workspace) -> None:
    text = (workspace.articles / "denied.txt").read_text(encoding="utf-8")
    copy = text.replace("Coast Echo, 4", "Island Mail, 5")
    (workspace.articles / "reprint.txt").write_text(copy, encoding="utf-8")
    run("check", "--quiet")
    run("review", "denied.txt", "3", "absent")
    run("review", "reprint.txt", "3", "carried")
    assert [(p, o) for p, o, _ in kept(workspace)] == [(3, Outcome.CARRIED)]
    run("check", "--all", "--quiet")
    assert ferry(workspace) == (Outcome.CARRIED, "person")
    assert run("check", "--all", "--fail-on", "contradicted").exit_code == 0
    assert run("review", "--undo", "reprint.txt", "3").exit_code == 0
    assert kept(workspace) == []


@pytest.mark.parametrize("texts", ["inline", "folder", "none"])
def test_texts_stay_where_they_were(run: Run, workspace: Workspace, texts: str) -> None:
    run("check", "--quiet", "--texts", texts)
    page = json_of(workspace).with_suffix(".html")
    run("review", "denied.txt", "3", "absent")
    html = page.read_text(encoding="utf-8")
    assert ("Tickets are sold at the pier" in html) == (texts == "inline")
    assert (f"{page.stem}-texts/" in html) == (texts == "folder")


def test_a_pdf_is_said_to_be_as_it_was(run: Run, workspace: Workspace) -> None:
    run("check", "--quiet", "--format", "json")
    pdf = json_of(workspace).with_suffix(".pdf")
    pdf.write_bytes(b"%PDF")
    result = run("review", "denied.txt", "3", "absent")
    assert result.stdout.splitlines()[-1] == str(json_of(workspace))
    assert "The PDF of this report is as it was." in result.stderr
    assert pdf.read_bytes() == b"%PDF"


def test_a_hostile_title_commands_no_terminal(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.articles / "hostile.txt").write_text(
        "Fer\x1b[2Jry \u202efares in plain words\n\nCoast Echo, 4 May 2030\n\n"
        "Selm ferry passengers never travel free every Sunday, a \x1b]0;clerk told us.\n\n"
        + "The bakers sold warm bread at the pier until the lamps were lit.\n\n"
        * 20,
        encoding="utf-8",
    )
    run("check", "--quiet")
    path = json_of(workspace)
    data = json.loads(path.read_text(encoding="utf-8"))
    for cell in data["cells"]:
        cell["unsure"] = True
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(reviewing, "_at_a_terminal", lambda: True)
    shown = run("review", "--list").stdout + run("review", standard_input="a" * 99).stdout
    assert "told us" in shown
    assert not re.search("[\x1b\x07\u202e]", shown)


def test_of_several_briefs_each_has_its_reports(run: Run, workspace: Workspace) -> None:
    other = CONFIG.replace("The harbour of Selm", "Choirs").replace("forty", "fifty")
    (workspace.messages / "choirs.toml").write_text(other, encoding="utf-8")
    run("check", "--quiet", "--brief", "harbour")
    result = run("review", "denied.txt", "3", "absent")
    assert result.exit_code == 2
    assert "Say which with --brief" in one_line(result.stderr)
    result = run("review", "--brief", "choirs", "denied.txt", "3", "absent")
    assert result.exit_code == 1
    assert one_line(result.stderr).startswith("reports: there is no JSON report of choirs. Run:")
    named = json_of(workspace)
    run("check", "--quiet", "--brief", "choirs")
    assert run("review", "--report", named, "denied.txt", "3", "absent").exit_code == 0
    assert ferry(workspace) == (Outcome.ABSENT, "person")
    with Store(workspace.store) as store:
        assert store.reviews("choirs") == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("nosuch.txt 3 absent", 'the article "nosuch.txt" is not in the report. Name it by'),
        ("denied.txt 9 absent", "point 9 is not in the report for this article. The report has"),
        ("--undo denied.txt 3", "no decision was made on this article and point. The report"),
    ],
)
def test_a_fault_is_one_line_and_exit_code_1(
    run: Run, workspace: Workspace, arguments: str, said: str
) -> None:
    run("check", "--quiet")
    result = run("review", *arguments.split())
    assert (result.exit_code, result.stdout) == (1, "")
    report = json_of(workspace).relative_to(workspace.root)
    assert one_line(result.stderr).startswith(f"{report}: {said}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["denied.txt"], "an article, a point and an outcome belong together. Write: checker rev"),
        (["denied.txt", "3"], "an article, a point and an outcome belong together. Write:"),
        (["denied.txt", "3", "denied"], "'denied' is not one of carried, partial, distorted,"),
        (["denied.txt", "three", "absent"], '"three" is no point. Write its number, or "narr'),
        (["--undo"], "--undo takes an article and a point. Write: checker review --undo"),
        (["--undo", "denied.txt", "3", "absent"], "--undo takes an article and a point."),
        (["--list", "denied.txt", "3", "absent"], "--list takes no article. See: checker review"),
        (["denied.txt", "3", "absent", "--by", " "], "it is not known who decides. Give your"),
        (["--report", "x.json"], "--report: file 'x.json' does not exist. Check how it is"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    run("check", "--quiet")
    result = run("review", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert one_line(result.stderr).startswith(said)


def test_there_is_no_report(run: Run) -> None:
    result = run("review")
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result.stderr) == (
        "reports: there is no JSON report of harbour. Run: checker check --all"
    )


def test_a_report_that_lacks_outcomes(run: Run, workspace: Workspace) -> None:
    whole = make_assessment()
    path = workspace.reports / "part.json"
    path.write_text(to_json(replace(whole, cells=whole.cells[3:])), encoding="utf-8")
    result = run("review", "--report", path)
    assert result.exit_code == 1
    assert "the report has no outcome of point " in one_line(result.stderr)


def test_where_nothing_can_be_kept_nothing_is_asked(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "--quiet")
    monkeypatch.setattr(Workspace, "store", None)
    result = run("review", "denied.txt", "3", "absent")
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result.stderr).startswith(".checker: decisions can't be kept")
    assert run("review", "--list").exit_code == 0


def test_a_system_without_user_names(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    run("check", "--quiet")
    monkeypatch.setattr(desk.getpass, "getuser", nobody)
    assert run("review", "--list").exit_code == 0
    result = run("review", "denied.txt", "3", "absent")
    assert result.exit_code == 2
    assert one_line(result.stderr) == "it is not known who decides. Give your name with --by NAME"
    assert run("review", "denied.txt", "3", "absent", "--by", "Jo").exit_code == 0
    assert run("review", "--undo", "denied.txt", "3").exit_code == 0


def test_a_report_that_cannot_be_written_costs_no_decision(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "--quiet")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(desk, "write_reports", refuse)
    result = run("review", "denied.txt", "3", "absent")
    assert result.exit_code == 1
    assert "what you decided is kept, but the report is as it was: Permission denied" in one_line(
        result.stderr
    )
    assert [(p, o) for p, o, _ in kept(workspace)] == [(3, Outcome.ABSENT)]
