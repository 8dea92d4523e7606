from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import ConfigError
from checker.messages import settings as settings_module
from checker.messages.brief import split_brief
from checker.messages.config import (
    Change,
    add_point,
    compare,
    load_config,
    merge,
    new_config,
    planned_changes,
)
from checker.messages.points import Brief, TalkingPoint
from checker.messages.settings import CheckSettings, judge_thresholds

BRIEF = split_brief(
    "River talks in Lisset\n\nArvenia hosts talks. They open in May.\n\n"
    "1. Arvenia is neutral. It has friends on both sides.\n\n"
    "2. Arvenia hosted two rounds of talks in 2015.\n\n"
    "3. The talks cost 3 million marks, and most of that is paid back.\n",
    "lisset.docx",
)

GOOD = """\
# our file
title = "River talks"
subject = ["Arvenia", "the country"]

# first of all
[[points]]
number = 1   # the main one
text = \"\"\"
Arvenia is neutral.
It has friends.

Everywhere.\"\"\"
variants = ["Arvenia is impartial."]

[[points]]
number = 4
text = "Talks are cheap."
rebuttals = ["Talks are dear.", "Talks are late."]
claims = ["The talks cost little."]

[check]
carries = 0.7
narrative = true
languages = ["en", "fr"]
"""


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "talks.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD))
    assert config.path.name == "talks.toml"
    assert config.brief.title == "River talks"
    assert config.brief.subject == ("Arvenia", "the country")
    assert config.brief.points == (
        TalkingPoint(
            1, "Arvenia is neutral. It has friends.\n\nEverywhere.", ("Arvenia is impartial.",)
        ),
        TalkingPoint(
            4, "Talks are cheap.", (), ("Talks are dear.", "Talks are late."),
            ("The talks cost little.",),
        ),
    )  # fmt: skip
    assert config.check == CheckSettings(carries=0.7, narrative=True, languages=("en", "fr"))


def test_a_point_needs_only_its_text(tmp_path: Path) -> None:
    config = load_config(
        write(tmp_path, '[[points]]\nnumber = 2\ntext = "Two."\n[[points]]\ntext = "Next."\n')
    )
    assert [(p.number, p.text) for p in config.brief.points] == [(2, "Two."), (3, "Next.")]
    assert config.check == CheckSettings()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('titel = "x"\n[[points]]\ntext = "a"', 1, 'unknown key "titel". Did you mean title?'),
        ('[[points]]\ntext = "a"\nvariant = []', 3,
         'unknown key "variant" in point 1. Did you mean variants?'),
        ('[[points]]\ntext = "a"\n[check]\ncaries = 0.5', 4,
         'unknown key "caries" in [check]. Did you mean carries?'),
        ('[[points]]\ntext = "a"\nxyzzy = 1', 3, "Known here: number, text, variants"),
        ('[[point]]\ntext = "a"', 1, "unknown heading [[point]]. Write [[points]]"),
        ('[[points]]\ntext = "a"\n[checks]\nunsure = 0.1', 3,
         "unknown heading [checks]. Write [check]"),
        ('[[points]]\ntext = "a"\n[xyzzy]\nunsure = 0.1', 3,
         "unknown heading [xyzzy]. Write [[points]] for a talking point, [check] for"),
        ('[[points]]\ntext = "a"\n\n# [check]  # settings\ncarries = 0.5', 5,
         "carries is a setting and belongs under [check]. Take the # off line 4 too: [check]"),
        ('[[points]]\ntext = "a"\n#[check]\nnarrative = true', 4,
         "narrative is a setting and belongs under [check]. Take the # off line 3"),
        ('carries = 0.5\n[[points]]\ntext = "a"', 1, "Write [check] on the line above it"),
        ('carries = 0.5\n[[points]]\ntext = "a"\n[check]\nunsure = 0.1', 1,
         "carries is a setting and belongs under [check]. Move it below line 4"),
        ('[[points]]\ntext = "a"\n[check]\ncarries = 0,6', 4,
         "a decimal comma stands in the number. Write a decimal point: carries = 0.6"),
        ('[[points]]\nnumber = 1\ntext = "a"\n\n[[points]]\nnumber = 1\ntext = "b"', 6,
         "point 1 is there twice (lines 2 and 6). Give one of them another number"),
        ('[[points]]\nnumber = 1\ntext = ""', 3,
         "the text of point 1 is empty. Write the message, or remove the point"),
        ('[[points]]\nnumber = 1\ntext = """\n  """', 3, "the text of point 1 is empty"),
        ("# x\n[[points]]\nnumber = 7", 2, 'point 7 has no text. Add a line: text = "…"'),
        ('[[points]]\nnumber = "3"\ntext = "a"', 2,
         "number must be a number, not text. Write: number = 3"),
        ('[[points]]\nnumber = 1\ntext = "a"\n[[points]]\nnumber = "two"\ntext = "b"\n'
         '[[points]]\nnumber = 3\ntext = "c"', 5, "not text. Write: number = 2"),
        ('[[points]]\nnumber = 2\ntext = "a"\n[[points]]\nnumber = "two"\ntext = "b"\n'
         '[[points]]\nnumber = 3\ntext = "c"', 5, "not text. Write: number = 4"),
        ('[[points]]\nnumber = 3\ntext = "a"\n[[points]]\nnumber = "3"\ntext = "b"', 5,
         "not text. Write: number = 2"),
        ('[[points]]\nnumber = "0"\ntext = "a"', 2, "not text. Write: number = 1"),
        ('[[points]]\nnumber = 1\ntext = "a"\n[[points]]\nnumber = 1.5\ntext = "b"', 5,
         "number must be a whole number. Write: number = 2"),
        ('[[points]]\nnumber = 2.5\ntext = "a"', 2, "number must be a whole number"),
        ('[[points]]\nnumber = true\ntext = "a"', 2, "number must be a whole number"),
        ('[[points]]\nnumber = 0\ntext = "a"', 2,
         "number = 0 is too low. Points are numbered from 1 up"),
        ("[[points]]\nnumber = 1\ntext = 3", 3, "the text of point 1 must be text"),
        ('[[points]]\ntext = "a"\nvariants = "b"', 3,
         'variants must be a list of texts. Write it in square brackets: variants = ["…", "…"]'),
        ('[[points]]\ntext = "a"\nrebuttals = ["b", 3]', 3, "rebuttals must be a list of texts"),
        ('[[points]]\ntext = "a"\n[check]\ncarries = 1.5', 4,
         "carries must be a number from 0 to 1. Write, for example: carries = 0."),
        ('[[points]]\ntext = "a"\n[check]\nunsure = -0.1', 4, "unsure must be a number from 0"),
        ('[[points]]\ntext = "a"\n[check]\ncontradicts = nan', 4, "contradicts must be a number"),
        ('[[points]]\ntext = "a"\n[check]\ncarries = "0.5"', 4, "carries must be a number"),
        ('[[points]]\ntext = "a"\n[check]\nnarrative = "yes"', 4,
         "narrative must be true or false. Write: narrative = true or narrative = false"),
        ('[[points]]\ntext = "a"\n[check]\nlanguages = ["english"]', 4,
         "languages must be two-letter codes"),
        ('[[points]]\ntext = "a"\n[check]\njudge_model = 3', 4, "judge_model must be text"),
        ('check = 3\n[[points]]\ntext = "a"', 1, "check must be a table"),
        ('title = 3\n[[points]]\ntext = "a"', 1, "title must be text"),
        ('subject = "Arvenia"\n[[points]]\ntext = "a"', 1, "subject must be a list of texts"),
        ('[points]\ntext = "a"', 1, "Begin each talking point with [[points]], in double brackets"),
        ("title = “River talks”\n", 1,
         "a typographic quote (“) stands where a straight one belongs. "
         'Write the text between straight quotes: "…"'),
        ('[[points]]\ntext = "a"\nvariants = [„b“]', 3, "a typographic quote („)"),
        ('title = "River talks\n', 1, "the text has no closing quote on its line"),
        ('title = "x"\n[[points]]\ntext = """one\n\ntwo\n', 3,
         'the text that begins here has no closing """. Close it with three quotes'),
        ('[[points]]\ntext = """one.\n\n[[points]]\ntext = """two."""\n', 2,
         'the text that begins here has no closing """. Close it with three quotes'),
        ('[[points]]\ntext = """\none.""\n\n[[points]]\ntext = """\ntwo of it.\n"""\n', 2,
         'the text that begins here has no closing """'),
        ('[[points]]\ntext = """one."\n\n[check]\ncarries = 0.3\n', 2,
         'the text that begins here has no closing """'),
        ('narrative = [\n"""\none.\n""",\n"""two,\n"""three\n""",\n]\n', 5,
         'the text that begins here has no closing """'),
        ('[[points]]\ntext = "a"\nvariants = ["b",\n\n[[points]]\ntext = "c"\n', 3,
         "the list that begins here has no closing ]. Write ] after it"),
        ('[[points]]\nvariants = ["b"\nrebuttals = ["c"]\n', 2, "the list that begins here"),
        ('[[points]]\ntext = "a"\nvariants = ["b",\n', 3, "the list that begins here"),
        ('[[points]]\ntext = "a"\nvariants = ["b, "c"]\nnumber = 1\n', 3,
         "a quote or comma is missing"),
        ('[[points]]\nvariants = [\n"b", "c]\n\n[[points]]\ntext = "d"\n', 3,
         "the text has no closing quote on its line"),
        ('[[points]]\ntext = """\nGood.\n"""\nvariants = [\n"b",\n]\n[check]\ncarries = ?\n', 9,
         "not in quotes"),
        ("title =\n", 1, "nothing stands after the ="),
        ("title = River talks\n", 1, "the text is not in quotes"),
        ('title: "River talks"\n', 1, "a colon stands where = belongs"),
        ("[[points]\n", 1, "this heading is not complete. Write [[points]]"),
        ('# x\ntitle = "a"\ntitle = "b"\n', 3, '"title" stands twice (first on line 2). Remove'),
        ('[[points]]\ntext = "a"\n\n[[points]]\ntext = "b"\nnumber = 2\ntext = "c"\n', 7,
         '"text" stands twice (first on line 5). Remove one'),
        ('[check]\nunsure = 0.1\nunsure = 0.2\n', 3, '"unsure" stands twice (first on line 2)'),
        ('[[points]]\nvariants = [b]\ntext = "a"\ntext = "c"\n', 2, "a quote or comma is missing"),
        ('[check]\ncarries = 0.5\n[check]\nunsure = 0.1\n', 3,
         "[check] stands twice (first on line 1). Put both parts under one heading"),
        ('check.carries = 0.5\ncheck.carries = 0.6\n', 2, '"carries" stands twice. Put both parts'),
        ('[points]\ntext = "a"\n\n[points]\ntext = "b"\n', 1,
         "[points] has single brackets. Write [[points]]"),
        ('title = "x"\n[points]\ntext = "a"\n\n[[points]]\ntext = "b"\n', 2,
         "[points] has single brackets. Write [[points]]"),
        ('[[points]]\ntext = "a"\n\n[points]\ntext = "b"\n\n[[points]]\ntext = "c"\n', 4,
         "[points] has single brackets. Write [[points]]"),
        ('title = x\n[points]\ntext = "a"\n[points]\ntext = "b"\n', 1, "not in quotes"),
        ('title = "C:\\path"\n', 1, "a backslash in a text must be doubled"),
        ('title = "He said "no" today"\n', 1, 'For a quote within a text write \\"'),
        ("title = 12 marks\n", 1, "between straight quotes"),
        ("River talks\n", 1, 'there is no = in this line. Write: text = "…"'),
        ('[[points]]\nnumber 2\ntext = "a"', 2,
         "there is no = in this line. Write: number = 2"),
        ('[[points]]\ntext = "a"\nnumber  2  # = the second', 3, "Write: number = 2"),
        ('[[points]]\ntext = "a"\n[check]\ncarries 0.5\n', 4, "Write: carries = 0.5"),
        ("[check]\nnarrative true\n", 2, "there is no = in this line. Write: narrative = true"),
        ('title "a = b"\n', 1, 'there is no = in this line. Write: title = "…"'),
        ('[[points]]\nvariants [\n"b",\n]\n', 2,
         'there is no = in this line. Write: variants = ["…"]'),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_line_and_mend(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert "\n" not in str(caught.value)


def test_a_key_twice_in_one_line_is_named_without_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, 'points = [{text = "a", text = "b"}]\n')
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert str(caught.value).startswith(f'{file}: "text" stands twice. ')


@pytest.mark.parametrize("key", ["carries", "contradicts", "unsure"])
def test_the_judges_own_threshold_is_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    def advised() -> float:
        file = write(tmp_path, f'[[points]]\ntext = "a"\n[check]\n{key} = "lots"\n')
        with pytest.raises(ConfigError) as caught:
            load_config(file)
        return float(str(caught.value).rpartition(f"Write, for example: {key} = ")[2])

    assert advised() == judge_thresholds()[key]
    monkeypatch.setattr(settings_module, "JUDGE_SETTINGS", tmp_path / "none.json")
    assert advised() == (0.1 if key == "unsure" else pytest.approx(0.6, abs=0.1))


def test_the_first_mistake_of_the_file_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, '[[points]]\ntext = ""\n[check]\ncarries = 7\n')
    with pytest.raises(ConfigError, match=r"talks\.toml:2: "):
        load_config(file)


def test_keys_are_found_after_long_texts_and_lists(tmp_path: Path) -> None:
    text = (
        'narrative = [\n"""\n[check]\ncarries = 3\n""",\n"b",\n]\n\n[[points]]\n'
        "text = '''\nnumber = 9\n'''\nvariant = []\n"
    )
    with pytest.raises(ConfigError, match=r"talks\.toml:13: .*Did you mean variants"):
        load_config(write(tmp_path, text))


def test_no_points_at_all(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, 'title = "x"\n'))
    assert "there are no talking points in this file" in str(caught.value)
    assert "checker points add" in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="checker points import"):
        load_config(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path)


def test_wrong_encoding_names_byte_and_line(tmp_path: Path) -> None:
    file = write(tmp_path, '# x\ntitle = "Käse"\n'.encode("cp1252"))
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert str(caught.value) == (
        f"{file}:2: byte 11 of this line (0xe4, perhaps “ä”) is not UTF-8. Save the file as UTF-8"
    )
    with pytest.raises(ConfigError, match="saved as UTF-16"):
        load_config(write(tmp_path, GOOD.encode("utf-16")))


def test_windows_line_ends_and_a_mark_are_accepted_and_kept(tmp_path: Path) -> None:
    file = write(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(file).brief == load_config(write(tmp_path, GOOD)).brief
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    add_point(file, "One more.")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# our file\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert load_config(file).brief.points[-1] == TalkingPoint(5, "One more.")


def test_a_new_file_reads_back_as_the_brief(tmp_path: Path) -> None:
    brief = replace(BRIEF, subject=("Arvenia", "the country"))
    text = new_config(brief)
    assert load_config(write(tmp_path, text)).brief == brief
    assert '"""\nArvenia is neutral.\nIt has friends on both sides."""' in text or (
        '"""Arvenia is neutral. It has friends on both sides."""' in text
    )
    assert "# [check]" in text


def test_a_new_file_takes_its_title_from_the_document_and_shows_how_to_add_points() -> None:
    text = new_config(Brief("", (), source="lisset-brief.docx"))
    assert tomllib.loads(text)["title"] == "lisset-brief"
    assert "# [[points]]" in text


def test_the_notes_of_a_new_file_hold_the_judges_own_thresholds(tmp_path: Path) -> None:
    bundled = Path(settings_module.__file__).parents[1] / "models" / "judge" / "checker.json"
    own = json.loads(bundled.read_text())["thresholds"]
    text = new_config(BRIEF)
    note = text[text.index("# [check]") :].removeprefix("# ").replace("\n# ", "\n")
    check = load_config(write(tmp_path, text[: text.index("# [check]")] + note)).check
    assert (check.carries, check.contradicts) == (own["carries"], own["contradicts"])


@pytest.mark.parametrize("data", [None, "{", "[]", '{"thresholds": 3}', '{"thresholds": null}'])
def test_without_the_judges_settings_a_new_file_names_no_thresholds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str | None
) -> None:
    if data is not None:
        (tmp_path / "checker.json").write_text(data)
    monkeypatch.setattr(settings_module, "JUDGE_SETTINGS", tmp_path / "checker.json")
    text = new_config(BRIEF)
    assert "# [check]" in text
    assert "# carries" not in text


def test_the_mark_changes_with_all_that_outcomes_depend_on(tmp_path: Path) -> None:
    def mark(old: str = "", new: str = "") -> str:
        assert old in GOOD
        return load_config(write(tmp_path, GOOD.replace(old, new) if old else GOOD)).mark

    changes = {
        mark(),
        mark("Talks are cheap.", "Talks are dear."),
        mark("Arvenia is impartial.", "Arvenia is fair."),
        mark("Talks are late.", "Talks are early."),
        mark("The talks cost little.", "The talks cost much."),
        mark("number = 4", "number = 5"),
        mark('"the country"', '"the state"'),
        mark("carries = 0.7", "carries = 0.8"),
        mark("narrative = true", "narrative = false"),
        mark("narrative = true", 'judge_model = "x"'),
        mark('"fr"', '"de"'),
        mark("[check]", '[[points]]\nnumber = 9\ntext = "New."\n[check]'),
    }
    assert len(changes) == 12
    same = {
        mark(),
        mark("# our file", "# theirs"),
        mark('"River talks"', '"Lake talks"'),
        mark("narrative = true", "narrative = true\ndownload = true"),
    }
    assert len(same) == 1


TEXTS = st.text(
    st.sampled_from("ab .\"'\\\n\t#[]=“é\x01\x7f\u2028") | st.characters(), min_size=1, max_size=60
).filter(lambda t: any(c.isalnum() for c in t))


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, max_size=2), TEXTS)
def test_whatever_the_texts_they_survive_the_file(
    texts: list[str], variants: list[str], title: str
) -> None:
    def shown(text: str) -> str:
        return " ".join(text.encode("utf-8", "replace").decode().split())

    points = tuple(TalkingPoint(n, t, variants=tuple(variants)) for n, t in enumerate(texts, 1))
    data = tomllib.loads(new_config(Brief(title, points, narrative=tuple(texts))))
    assert data["title"].split() == shown(title).split()
    assert [p["text"].split() for p in data["points"]] == [shown(t).split() for t in texts]
    assert [v.split() for v in data["points"][0].get("variants", [])] == [
        shown(v).split() for v in variants
    ]


def test_adding_a_point_changes_nothing_else(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    point = add_point(file, 'A "new" one.\n\nWith more.', None, ["So."], ["No."])
    assert point == TalkingPoint(5, 'A "new" one.\n\nWith more.', ("So.",), ("No.",))
    assert load_config(file).brief.points[-1] == point
    text = file.read_text()
    for row in GOOD.splitlines():
        assert row in text
    assert text.index("number    = 5") < text.index("[check]")
    assert load_config(file).check == load_config(write(tmp_path, GOOD)).check


def test_adding_to_a_file_without_points_and_without_a_last_line_end(tmp_path: Path) -> None:
    file = write(tmp_path, '# mine\ntitle = "x"')
    assert add_point(file, "First.").number == 1
    assert file.read_text().startswith('# mine\ntitle = "x"\n\n[[points]]\n')


@pytest.mark.parametrize(
    ("text", "number", "message"),
    [
        ("  ", None, "the text of the new point is empty"),
        ("A.", 4, "there is a point 4 already. Leave the number out, or use 5"),
        ("A.", 0, "the number 0 is too low"),
        ("talks  are cheap. ", None, "point 4 has this text already. Write another text"),
    ],
)
def test_a_point_that_cannot_be_added(
    tmp_path: Path, text: str, number: int | None, message: str
) -> None:
    file = write(tmp_path, GOOD)
    with pytest.raises(ConfigError) as caught:
        add_point(file, text, number)
    assert str(caught.value).startswith(f"{file}: {message}")
    assert file.read_text() == GOOD


def test_points_in_one_line_can_be_read_but_not_added_to(tmp_path: Path) -> None:
    file = write(tmp_path, 'points = [{number = 1, text = "a"}]\n')
    assert load_config(file).brief.points == (TalkingPoint(1, "a"),)
    with pytest.raises(ConfigError, match=r"talks\.toml:1: .*not written as \[\[points\]\]"):
        add_point(file, "b")


def changed(*points: str, title: str = BRIEF.title) -> Brief:
    numbered = tuple(TalkingPoint(n, t) for n, t in enumerate(points, 1))
    return replace(BRIEF, title=title, points=numbered)


OLD = [p.text for p in BRIEF.points]


def test_compare_tells_what_differs() -> None:
    new = changed(OLD[0], "Arvenia hosted three rounds of talks in 2015.", OLD[2], "Fish is good.")
    told = [(c.kind, c.part) for c in compare(BRIEF, new)]
    assert told == [("changed", "point 2"), ("added", "point 4")]
    assert compare(BRIEF, BRIEF) == ()
    moved = compare(BRIEF, changed("Fish is good.", *OLD[1:]))
    assert [(c.kind, c.part) for c in moved] == [("changed", "point 1")]
    shifted = compare(BRIEF, changed("Fish is good.", *OLD))
    assert {(c.kind, c.part) for c in shifted} == {
        ("added", "point 1"), ("renumbered", "point 2"), ("renumbered", "point 3"),
        ("renumbered", "point 4"),
    }  # fmt: skip


def test_importing_the_same_brief_again_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, new_config(BRIEF) + "\n# my last word\n")
    before = file.read_bytes()
    assert planned_changes(file, BRIEF) == ()
    assert merge(file, BRIEF) == ()
    assert file.read_bytes() == before


def test_a_changed_brief_is_taken_over_and_hand_work_stays(tmp_path: Path) -> None:
    text = new_config(BRIEF).replace("# [check]", "[check]").replace("# carries", "carries")
    own = judge_thresholds()["carries"]
    text = text.replace("number    = 2\n", 'number    = 2 # ask Jo\nrebuttals = ["No."]\n')
    text = text.replace("hosted two rounds", "was host of two rounds")
    text = text.replace("[[points]]\nnumber    = 3", "# dear\n[[points]]\nnumber    = 3")
    file = write(tmp_path, text)
    add_point(file, "The office's own point.")
    new = changed(
        OLD[0],
        "Fish is good.",
        "Arvenia hosted two long rounds of talks in 2015.",
        "The talks cost 4 million marks, and most of that is paid back.",
        title="River talks, second round",
    )
    planned = planned_changes(file, new)
    assert merge(file, new) == planned
    assert {(c.kind, c.part) for c in planned} == {
        ("changed", "title"), ("added", "point 2"), ("renumbered", "point 3"), ("kept", "point 3"),
        ("renumbered", "point 4"), ("changed", "point 4"), ("renumbered", "point 5"),
    }  # fmt: skip
    config = load_config(file)
    assert config.brief.title == "River talks, second round"
    assert [(p.number, p.text) for p in config.brief.points] == [
        (1, OLD[0]),
        (2, "Fish is good."),
        (3, "Arvenia was host of two rounds of talks in 2015."),
        (4, "The talks cost 4 million marks, and most of that is paid back."),
        (5, "The office's own point."),
    ]
    assert config.brief.points[2].rebuttals == ("No.",)
    assert config.check.carries == own
    assert "# ask Jo" in file.read_text()
    assert file.read_text().index("# dear") < file.read_text().index("4 million")
    assert merge(file, new) == ()


def test_a_point_gone_from_the_brief_goes_unless_somebody_worked_on_it(tmp_path: Path) -> None:
    text = new_config(BRIEF).replace("number    = 1\n", 'number    = 1\nvariants = ["So."]\n')
    file = write(tmp_path, text)
    changes = merge(file, changed("Fish is good and cheap.", "Bread is good and dear."))
    points = load_config(file).brief.points
    assert points[0].variants == ("So.",)
    assert "removed" in {c.kind for c in changes}
    file = write(tmp_path, text)
    only = replace(BRIEF, points=BRIEF.points[1:])
    assert [(c.kind, c.part) for c in merge(file, only)] == [("kept", "point 1")]
    assert [p.number for p in load_config(file).brief.points] == [1, 2, 3]


def test_title_and_narrative_edited_by_hand_stay(tmp_path: Path) -> None:
    text = new_config(BRIEF).replace('"River talks in Lisset"', '"Our talks"')
    file = write(tmp_path, text)
    new = replace(BRIEF, narrative=("Something else entirely.",))
    assert {(c.kind, c.part) for c in merge(file, new)} == {
        ("kept", "title"), ("kept", "narrative"),
    }  # fmt: skip
    assert load_config(file).brief.title == "Our talks"
    assert merge(file, new) == ()


LONG = "Arvenia has sent wagons over the pass since the spring, and in all {} tonnes of grain."


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            LONG.format(500),
            LONG.format(700),
            "“…spring, and in all 500 tonnes of grain.” -> "
            "“…spring, and in all 700 tonnes of grain.”",
        ),
        (
            "Old words. " + LONG.format(500),
            "New words. " + LONG.format(500),
            "“Old words. Arvenia has sent wagons over the pass since the…” -> "
            "“New words. Arvenia has sent wagons over the pass since the…”",
        ),
        (
            LONG.format(500),
            LONG.format(500) + " It will send more.",
            "“…in all 500 tonnes of grain.” -> “…500 tonnes of grain. It will send more.”",
        ),
        ("Short.", "Quite short.", "“Short.” -> “Quite short.”"),
        ("y" * 90, "x" * 90, f"“{'y' * 60}…” -> “{'x' * 60}…”"),
    ],
)
def test_a_change_is_shown_where_it_is(before: str, after: str, told: str) -> None:
    assert str(Change("changed", "point 1", before, after)) == f"point 1 changes: {told}"


@given(TEXTS, TEXTS, TEXTS)
def test_a_change_however_far_along_is_seen(same: str, one: str, other: str) -> None:
    change = Change("changed", "point 1", f"{same * 9} {one}", f"{same * 9} {other}")
    old, new = change.before.split(), change.after.split()
    if old != new and all(len(word) < 30 for word in old + new):
        shown = str(change).removeprefix("point 1 changes: ")
        assert len({part.strip("“”…") for part in shown.split(" -> ")}) == 2 or " -> " in same


def test_changes_read_as_one_line() -> None:
    for change in compare(BRIEF, changed("Fish is good.", OLD[1], "x" * 300)):
        assert "\n" not in str(change)
        assert len(str(change)) < 200
