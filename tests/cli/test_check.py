from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.cli.check import SHOWN
from checker.reports.data import from_json
from checker.scoring.assessment import Assessment, Outcome
from checker.workspace import Workspace
from tests.cli.conftest import CONFIG, Models, Run, one_line

BROKEN = b"\x00\x93\xf1\x02" * 200


def newest(workspace: Workspace, suffix: str = "json") -> Path:
    return max(workspace.reports.glob(f"*.{suffix}"), key=lambda p: p.stat().st_mtime_ns)


def assessed(workspace: Workspace) -> Assessment:
    path = newest(workspace)
    return from_json(path.read_text(encoding="utf-8"), str(path))


def outcomes(assessment: Assessment) -> dict[tuple[str, int], Outcome]:
    files = {a.id: Path(a.file).name for a in assessment.articles}
    return {
        (files[c.article], c.point): c.outcome
        for c in assessment.cells
        if c.outcome is not Outcome.ABSENT
    }


def test_a_run_finds_what_was_carried_bent_denied_and_left_out(
    run: Run, workspace: Workspace
) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert outcomes(assessed(workspace)) == {
        ("carried.txt", 1): Outcome.CARRIED,
        ("figure.txt", 2): Outcome.DISTORTED,
        ("denied.txt", 3): Outcome.CONTRADICTED,
    }
    assert result.stdout.splitlines()[-1] == str(newest(workspace, "html"))
    assert "the brief has 12" in result.stdout
    assert "never travel free" in result.stdout


def test_a_second_run_has_nothing_new(run: Run, workspace: Workspace, models: Models) -> None:
    run("check")
    reports, judged = sorted(workspace.reports.iterdir()), len(models.judge.judged)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing new: all 4 articles were checked before.")
    assert sorted(workspace.reports.iterdir()) == reports
    assert len(models.judge.judged) == judged


@pytest.mark.parametrize("option", ["--json", "--quiet"])
def test_nothing_new_leaves_the_output_of_a_program_empty(run: Run, option: str) -> None:
    run("check")
    result = run("check", option)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing new" in result.stderr


def test_a_changed_article_is_checked_again_and_only_it(run: Run, workspace: Workspace) -> None:
    run("check")
    path = workspace.articles / "silent.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nSelm ferry passengers travel free every Sunday.\n", encoding="utf-8")
    assert run("check").exit_code == 0
    again = assessed(workspace)
    assert [Path(a.file).name for a in again.articles] == ["silent.txt"]
    assert outcomes(again) == {("silent.txt", 3): Outcome.CARRIED}


LEFT_OUT = "3 articles unchanged since the last check were left out; --all takes them too"


def test_unchanged_articles_that_are_left_out_are_told(run: Run, workspace: Workspace) -> None:
    assert "left out" not in run("check").output
    new = workspace.articles / "new.txt"
    for n, option in enumerate(("--json", "--quiet", "--keep-going")):
        for name in ("carried.txt", "new.txt"):
            text = f"Sails of day {n}\n\nBoat {n} came in with {n + 2} crates of {name}.\n"
            (workspace.articles / name).write_text(text, encoding="utf-8")
        result = run("check", option)
        assert result.exit_code == 0
        told, other = (
            (result.stdout, result.stderr)
            if option == "--keep-going"
            else (result.stderr, result.stdout)
        )
        assert told.splitlines()[0] == LEFT_OUT
        assert "left out" not in other
    assert result.stdout.splitlines()[-1] == str(newest(workspace, "html"))
    new.unlink()
    assert "left out" not in run("check", "--all").output
    assert "left out" not in run("check", "articles/denied.txt").output


def test_the_page_says_what_is_not_in_it(run: Run, workspace: Workspace) -> None:
    said = "3 articles that were checked before are not in it"
    run("check")
    assert assessed(workspace).unchanged == 0
    assert "checked before" not in newest(workspace, "html").read_text(encoding="utf-8")
    path = workspace.articles / "silent.txt"
    path.write_text("Sails\n\nBoat 7 came in with three crates of eels.\n", encoding="utf-8")
    run("check")
    assert assessed(workspace).unchanged == 3
    assert said in newest(workspace, "html").read_text(encoding="utf-8")


def test_an_article_tried_elsewhere_is_new_when_it_comes_to_articles(
    run: Run, workspace: Workspace, tmp_path: Path
) -> None:
    run("check")
    text = "Sails\n\nBoat 7 came in with three crates of eels.\n"
    (tmp_path / "tried.txt").write_text(text, encoding="utf-8")
    assert run("check", "--out", str(tmp_path), str(tmp_path / "tried.txt")).exit_code == 0
    (workspace.articles / "tried.txt").write_text(text, encoding="utf-8")
    run("check")
    assert [Path(a.file).name for a in assessed(workspace).articles] == ["tried.txt"]
    # One that lies in articles/ was seen, wherever its report went.
    (workspace.articles / "own.txt").write_text(f"{text}A second.\n", encoding="utf-8")
    run("check", "--out", str(tmp_path), str(workspace.articles / "own.txt"))
    assert "Nothing new" in run("check").stdout


CHANGES = {
    "a point": ("travel free every Sunday", "travel free each Sunday"),
    "a variant": ("[check]", 'variants = ["Nobody pays on Sundays."]\n\n[check]'),
    "a rebuttal": ("[check]", 'rebuttals = ["Tickets are dear."]\n\n[check]'),
    "a subject": ('["Selm"]', '["Selm", "the town"]'),
    "a threshold": ("themes = false", "themes = false\ncarries = 0.7"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_when_the_brief_has_changed_everything_is_checked(
    run: Run, workspace: Workspace, models: Models, change: str
) -> None:
    path = workspace.messages / "harbour.toml"
    text = CONFIG.replace(*CHANGES[change])
    assert text != CONFIG
    run("check")
    judged = len(models.judge.judged)
    for changed in (text, CONFIG):  # and when the change is taken back
        path.write_text(changed, encoding="utf-8")
        result = run("check")
        assert result.exit_code == 0
        assert "left out" not in result.output
        assert len(assessed(workspace).articles) == 4
        assert "Nothing new" in run("check").stdout
    if change == "a threshold":
        assert len(models.judge.judged) == judged  # all from the cache


def test_an_added_point_is_looked_for_in_the_articles_checked_before(
    run: Run, workspace: Workspace
) -> None:
    run("check")
    added = "Singers from eleven villages filled the old granary on Saturday evening."
    assert run("points", "add", "--text", added).exit_code == 0
    assert run("check").exit_code == 0
    assert outcomes(assessed(workspace))["silent.txt", 4] is Outcome.CARRIED


def test_what_changes_no_outcome_makes_nothing_new(run: Run, workspace: Workspace) -> None:
    run("check")
    path = workspace.messages / "harbour.toml"
    text = "# a note\n" + CONFIG.replace("harbour of Selm", "port of Selm")
    path.write_text(text + "download = true\n", encoding="utf-8")
    assert "Nothing new" in run("check").stdout


def test_all_checks_everything_again_from_the_cache(
    run: Run, workspace: Workspace, models: Models
) -> None:
    run("check")
    judged = len(models.judge.judged)
    assert run("check", "--all").exit_code == 0
    assert len(assessed(workspace).articles) == 4
    assert len(models.judge.judged) == judged


def test_two_reports_of_one_second_are_both_kept(run: Run, workspace: Workspace) -> None:
    for _ in range(3):
        assert run("check", "--all").exit_code == 0
    assert len(list(workspace.reports.glob("*.html"))) == 3


def test_paths_are_checked_even_if_they_were_before(run: Run, workspace: Workspace) -> None:
    run("check")
    assert run("check", "articles/denied.txt", workspace.articles / "figure.txt").exit_code == 0
    assert {Path(a.file).name for a in assessed(workspace).articles} == {
        "denied.txt",
        "figure.txt",
    }


def test_a_path_that_is_not_there_is_wrong_usage(run: Run) -> None:
    result = run("check", "articles/nowhere.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere.txt" in one_line(result.stderr)


def test_json_is_the_report_and_nothing_else(run: Run) -> None:
    result = run("check", "--json")
    schema = json.loads(resources.files("checker.reports").joinpath("schema.json").read_text())
    data = json.loads(result.stdout_bytes)
    Draft202012Validator(schema).validate(data)
    assert [p["number"] for p in data["brief"]["points"]] == [1, 2, 3]
    assert (result.exit_code, result.stderr) == (0, "")


def test_quiet_prints_only_the_path(run: Run, workspace: Workspace) -> None:
    result = run("check", "--quiet")
    assert result.stdout == f"{newest(workspace, 'html')}\n"
    assert (result.exit_code, result.stderr) == (0, "")


def test_all_forms_are_written(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    result = run("check", "--format", "xlsx, csv,JSON,html", "--out", tmp_path / "new" / "out")
    assert result.exit_code == 0
    written = sorted(p.suffix for p in (tmp_path / "new" / "out").iterdir())
    assert written == [".csv"] * 4 + [".html", ".json", ".xlsx"]
    assert list(workspace.reports.iterdir()) == []


@pytest.mark.browser
def test_the_pdf_is_written(run: Run, workspace: Workspace) -> None:
    result = run("check", "--format", "pdf", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert newest(workspace, "pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("formats", ["", " , ", "doc", "html,doc"])
def test_a_wrong_form_is_wrong_usage(run: Run, workspace: Workspace, formats: str) -> None:
    result = run("check", "--format", formats)
    assert result.exit_code == 2
    assert "is not one of html, json, csv, xlsx, pdf" in one_line(result.stderr)
    assert list(workspace.reports.iterdir()) == []


def test_texts_can_stand_beside_the_page(run: Run, workspace: Workspace) -> None:
    assert run("check", "--texts", "folder", "--format", "html").exit_code == 0
    folder = newest(workspace, "html").with_suffix("")
    assert list(folder.with_name(f"{folder.name}-texts").iterdir())


# Bad files


EMPTY = "the file is empty. Put an article's headline and text into it, or remove it"


@pytest.fixture
def bad_files(workspace: Workspace) -> None:
    (workspace.articles / "empty.txt").touch()
    (workspace.articles / "scan.txt").write_bytes(BROKEN)


@pytest.mark.usefixtures("bad_files")
def test_bad_files_are_named_and_the_rest_is_checked(run: Run, workspace: Workspace) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "articles/empty.txt" in result.stdout
    assert "articles/scan.txt" in result.stdout
    assert len(assessed(workspace).articles) == 4


@pytest.mark.usefixtures("bad_files")
@pytest.mark.parametrize("option", ["--json", "--quiet"])
def test_bad_files_are_told_where_there_is_no_summary(run: Run, option: str) -> None:
    result = run("check", option)
    assert result.exit_code == 1
    empty, scan = result.stderr.splitlines()
    assert empty == f"checker: articles/empty.txt: {EMPTY}"
    assert scan.startswith("checker: articles/scan.txt: ")


@pytest.mark.usefixtures("bad_files")
def test_bad_files_are_named_when_nothing_is_new(run: Run, workspace: Workspace) -> None:
    run("check")
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"checker: articles/empty.txt: {EMPTY}"
    assert run("check", "--keep-going").exit_code == 0
    assert run("check", "--fail-on", "unread").exit_code == 3
    for n in range(SHOWN):
        (workspace.articles / f"blank{n}.txt").touch()
    lines = run("check").stderr.splitlines()
    assert len(lines) == SHOWN + 1
    assert lines[-1] == "checker: 2 more could not be read"


@pytest.mark.usefixtures("bad_files")
def test_keep_going_accepts_bad_files(run: Run) -> None:
    result = run("check", "--keep-going")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "articles/empty.txt" in result.stdout


def test_another_language_is_no_bad_file(run: Run, workspace: Workspace) -> None:
    (workspace.articles / "norte.txt").write_text(
        "El puerto cierra sus puertas durante el invierno\n\n"
        "Los pescadores del pueblo se reunieron ayer en la plaza para hablar de las tormentas "
        "que llegan cada año desde el norte, y nadie quiso volver a casa antes de la noche.\n",
        encoding="utf-8",
    )
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Spanish" in result.stdout


def test_without_one_article_that_can_be_read_there_is_no_report(
    run: Run, workspace: Workspace
) -> None:
    for path in workspace.articles.iterdir():
        path.unlink()
    assert "there are no press articles" in one_line(run("check").stderr)
    (workspace.articles / "empty.txt").touch()
    result = run("check")
    assert result.exit_code == 1
    assert "articles/empty.txt: the file is empty" in one_line(result.stderr)
    assert list(workspace.reports.iterdir()) == []


def test_a_file_name_cannot_command_the_terminal(run: Run, workspace: Workspace) -> None:
    for path in workspace.articles.iterdir():
        path.unlink()
    (workspace.articles / "a\x1b]0;owned\x07.txt").touch()
    result = run("check")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


# Gates


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (("--fail-on", "contradicted"), "--fail-on contradicted: 1 finding, of point 3. See"),
        (("--fail-on", "distorted"), "--fail-on distorted: 1 finding, of point 2. See"),
        (
            ("--fail-under", "10"),
            "--fail-under 10: too little pull-through of points 2 (0 %) and 3 (0 %). See",
        ),
        (
            ("--fail-on", "unread", "--fail-on", "distorted"),
            "--fail-on distorted: 1 finding, of point 2. See",
        ),
    ],
)
def test_a_gate_that_fails(run: Run, workspace: Workspace, gate: list[str], said: str) -> None:
    result = run("check", *gate)
    assert result.exit_code == 3
    report = newest(workspace, "html").relative_to(workspace.root)
    assert one_line(result.stderr) == f"{said} {report}"


def test_a_gate_counts_a_reprinted_story_once_and_tells_unsure_findings(
    run: Run, workspace: Workspace
) -> None:
    text = (workspace.articles / "denied.txt").read_text(encoding="utf-8")
    again = text.replace("Coast Echo", "Cape Herald")
    (workspace.articles / "again.txt").write_text(again, encoding="utf-8")
    path = workspace.articles / "figure.txt"
    more = "\nFishing boats never get through winter storms, said a keeper.\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    result = run("check", "--fail-on", "contradicted")
    assert result.exit_code == 3
    made = assessed(workspace)
    cells = [c for c in made.cells if c.outcome is Outcome.CONTRADICTED]
    assert (len(made.stories), len(made.articles), len(cells)) == (4, 5, 3)
    said = "--fail-on contradicted: 2 findings, of points 1 and 3 (1 of them unsure). See"
    assert one_line(result.stderr).startswith(said)


@pytest.mark.parametrize("gate", [("--fail-on", "unread"), ("--fail-under", "0")])
def test_a_gate_that_holds(run: Run, gate: list[str]) -> None:
    assert run("check", *gate).exit_code == 0


def test_an_unread_file_fails_its_gate(run: Run, workspace: Workspace) -> None:
    (workspace.articles / "empty.txt").touch()
    result = run("check", "--fail-on", "unread", "--keep-going")
    assert result.exit_code == 3
    said = "--fail-on unread: 1 file could not be read: articles/empty.txt"
    assert one_line(result.stderr) == said


def test_the_gate_of_unread_files_names_the_first_ones(run: Run, workspace: Workspace) -> None:
    for n in range(5):
        (workspace.articles / f"empty-{n}.txt").touch()
    line = one_line(run("check", "--fail-on", "unread").stderr)
    assert line.endswith(
        "articles/empty-0.txt, articles/empty-1.txt, articles/empty-2.txt and 2 more"
    )


@pytest.mark.parametrize(
    "arguments", [("--fail-under", "101"), ("--fail-on", "silence"), ("--no-such-option",)]
)
def test_wrong_usage(run: Run, workspace: Workspace, arguments: list[str]) -> None:
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert one_line(result.stderr)
    assert list(workspace.reports.iterdir()) == []


# Several briefs


@pytest.fixture
def second_brief(workspace: Workspace) -> None:
    text = (
        'title = "Choirs"\n[check]\nthemes = false\n[[points]]\nnumber = 1\ntext = "Choirs sing."'
    )
    (workspace.messages / "choirs.toml").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("second_brief")
def test_with_two_briefs_one_must_be_named(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "Say which with --brief: choirs, harbour" in one_line(result.stderr)


@pytest.mark.usefixtures("second_brief")
@pytest.mark.parametrize("name", ["harbour", "harbour.toml", "messages/harbour.toml"])
def test_a_brief_is_named_in_three_ways(run: Run, workspace: Workspace, name: str) -> None:
    assert run("check", "--brief", name).exit_code == 0
    assert assessed(workspace).brief.title == "The harbour of Selm"
    assert newest(workspace).name.startswith("harbour-")


@pytest.mark.usefixtures("second_brief")
def test_each_brief_has_its_own_memory_of_what_was_checked(run: Run) -> None:
    run("check", "--brief", "harbour")
    assert "Nothing new" not in run("check", "--brief", "choirs").stdout
    assert "Nothing new" in run("check", "--brief", "choirs").stdout


def test_a_brief_that_is_not_there(run: Run) -> None:
    result = run("check", "--brief", "airport")
    assert result.exit_code == 2
    assert 'no brief called "airport". Briefs here: harbour' in one_line(result.stderr)


def test_no_brief_at_all(run: Run, workspace: Workspace) -> None:
    (workspace.messages / "harbour.toml").unlink()
    result = run("check")
    assert result.exit_code == 1
    assert "checker points import" in one_line(result.stderr)


def test_a_folder_that_is_no_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert one_line(result.stderr).endswith("Run: checker init")
    assert run("--workspace", "office", "check").exit_code == 0


def test_a_workspace_is_found_from_a_folder_in_it(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = workspace.articles / "may" / "week 1"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert run("check").exit_code == 0
    assert newest(workspace, "html").exists()


def test_variants_and_rebuttals_are_heard(run: Run, workspace: Workspace) -> None:
    text = CONFIG.replace(
        'through winter storms."',
        'through winter storms."\n'
        'variants = ["Nets dry on the railings and the ice house hums."]\n'
        'rebuttals = ["Singers from eleven villages filled the old granary."]',
    )
    path = workspace.articles / "carried.txt"
    head, _, _ = path.read_text(encoding="utf-8").partition("Selm harbour")
    path.write_text(head, encoding="utf-8")
    (workspace.messages / "harbour.toml").write_text(text, encoding="utf-8")
    run("check")
    found = outcomes(assessed(workspace))
    assert found["carried.txt", 1] is Outcome.CARRIED
    assert found["silent.txt", 1] is Outcome.CONTRADICTED
