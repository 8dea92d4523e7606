import csv
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sets import DataError, digest, find, press_pairs, sample


def write_lines(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(r) + "\n" for r in rows)


def write_table(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


ROW = {"premise": "It rained.", "hypothesis": "It was wet.", "label": "entailment"}


def test_lines_are_found_by_shape_and_training_folders_left_alone(tmp_path):
    write_lines(tmp_path / "dev" / "xnli_en.jsonl.gz", [ROW])
    write_lines(tmp_path / "probe" / "breaking_nli.jsonl.gz", [{**ROW, "category": "ordinals"}])
    write_lines(tmp_path / "train" / "mnli.jsonl.gz", [ROW])
    write_lines(tmp_path / "dev" / "other.jsonl.gz", [{"text": "x"}])
    found = find(tmp_path)
    assert [s.name for s in found.pairs] == ["xnli_en dev", "breaking_nli probe"]
    assert found.pairs[1].rows[0].group == "ordinals"
    assert found.pairs[0].stem == "xnli_en"
    assert found.skipped == ("other.jsonl.gz: not premise, hypothesis and label",)


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "dev" / "xnli_en.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(ROW) + "\n{broken\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"xnli_en\.jsonl:2"):
        find(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DataError, match="no such folder"):
        find(tmp_path / "nowhere")


def key_point_tables(folder, split):
    write_table(folder / f"arguments_{split}.csv", [
        ("arg_id", "argument", "topic", "stance"),
        ("a1", "Uniforms, they say, cost a lot.", "uniforms", 1),
        ("a2", "They level.", "uniforms", -1),
    ])  # fmt: skip
    write_table(folder / f"key_points_{split}.csv", [
        ("key_point_id", "key_point", "topic", "stance"),
        ("k1", "Costly", "uniforms", 1),
        ("k2", "Dull", "uniforms", 1),
        ("k3", "Equal", "uniforms", -1),
    ])  # fmt: skip
    write_table(folder / f"labels_{split}.csv", [
        ("arg_id", "key_point_id", "label"), ("a1", "k1", 1), ("a2", "k3", 0),
    ])  # fmt: skip


def test_official_key_point_files(tmp_path):
    key_point_tables(tmp_path / "kpm", "test")
    key_point_tables(tmp_path / "kpm", "train")
    (data,) = find(None, argkp=tmp_path).key_points
    assert data.name == "argkp2021 test"
    assert data.arguments["a1"] == ("uniforms", "1", "Uniforms, they say, cost a lot.")
    assert sorted(data.candidates()) == [("a1", "k1"), ("a1", "k2"), ("a2", "k3")]
    assert data.labels == {("a1", "k1"): True, ("a2", "k3"): False}


def test_key_points_without_their_labels_file(tmp_path):
    key_point_tables(tmp_path, "test")
    (tmp_path / "labels_test.csv").unlink()
    with pytest.raises(DataError, match=r"labels_test\.csv"):
        find(tmp_path)


def test_key_points_as_lines_are_the_same_set(tmp_path):
    key_point_tables(tmp_path, "dev")
    (table,) = find(tmp_path).key_points
    rows = []
    for argument, point in table.candidates():
        if (argument, point) in table.labels:
            topic, stance, text = table.arguments[argument]
            rows.append({
                "premise": text, "hypothesis": table.key_points[point][2], "topic": topic,
                "label": "agree" if table.labels[argument, point] else "unrelated",
                "stance": stance, "arg_id": argument, "kp_id": point,
            })  # fmt: skip
    write_lines(tmp_path / "lines" / "dev" / "argkp2021.jsonl.gz", rows)
    (lines,) = find(tmp_path / "lines").key_points
    assert lines.name == table.name
    assert lines.arguments == table.arguments
    assert lines.labels == table.labels
    # Found together they are one set, read from the official files.
    assert find(tmp_path).key_points == (table,)


BODIES = [("Body ID", "articleBody"), ("7", "A body,\n\nin two paragraphs.")]
STANCE_ROWS = [("A headline, with a comma", "7", "agree"), ("Another", "7", "unrelated")]


@pytest.mark.parametrize("header", [[("Headline", "Body ID", "Stance")], []])
@pytest.mark.parametrize("ending", ["csv", "csv.gz"])
def test_official_stance_files_with_and_without_header(tmp_path, header, ending):
    write_table(tmp_path / f"competition_test_bodies.{ending}", BODIES)
    write_table(tmp_path / f"train_bodies.{ending}", BODIES)
    write_table(tmp_path / f"competition_test_stances.{ending}", header + STANCE_ROWS)
    write_table(tmp_path / f"train_stances.{ending}", header + STANCE_ROWS[:1])
    found = find(None, fnc1=tmp_path)
    (data,) = found.stances
    assert data.name == "fnc1 competition_test"
    assert data.rows == tuple(STANCE_ROWS)
    assert data.bodies["7"] == "A body,\n\nin two paragraphs."
    assert found.stances_train is not None
    assert len(found.stances_train.rows) == 1


def test_labels_under_another_column_order(tmp_path):
    write_table(tmp_path / "bodies.csv.gz", BODIES)
    write_table(
        tmp_path / "competition_test_stances_unlabeled-with-labels.csv",
        [("Body ID", "Stance", "Headline"), ("7", "discuss", "One")],
    )
    (data,) = find(None, fnc1=tmp_path).stances
    assert data.rows == (("One", "7", "discuss"),)


def test_unlabelled_stances_are_passed_over_by_name(tmp_path):
    write_table(tmp_path / "bodies.csv", BODIES)
    write_table(tmp_path / "test_stances_unlabeled.csv", [("Headline", "Body ID"), ("One", "7")])
    found = find(None, fnc1=tmp_path)
    assert found.stances == ()
    assert found.skipped == ("test_stances_unlabeled.csv: stances without labels",)


def test_a_body_that_is_missing(tmp_path):
    write_table(tmp_path / "bodies.csv", BODIES)
    write_table(tmp_path / "dev_stances.csv", [("One", "7", "agree"), ("Two", "8", "agree")])
    with pytest.raises(DataError, match="1 bodies of these stances are missing"):
        find(tmp_path)


def test_a_stance_that_is_none(tmp_path):
    write_table(tmp_path / "bodies.csv", BODIES)
    write_table(tmp_path / "dev_stances.csv", [("One", "7", "agree"), ("Two", "7", "maybe")])
    with pytest.raises(DataError, match=r'dev_stances\.csv:2: "maybe" is no stance'):
        find(tmp_path)


def test_coded_briefs_are_found_by_shape(tmp_path):
    coded = tmp_path / "deep" / "briefs"
    coded.mkdir(parents=True)
    (coded / "one.json").write_text(
        json.dumps({"slug": "one", "brief": "", "points": {}, "articles": []}), encoding="utf-8"
    )
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    assert find(tmp_path).articles == (coded,)
    assert find(None, articles=tmp_path).articles == (coded,)


def test_own_pairs_know_silent_passages(tmp_path):
    data = {
        "slug": "s", "split": "dev", "points": {"1": "P."}, "claims": {"1a": "C."},
        "passages": [
            {"voice": "news", "text": "says", "codes": {"1": ["carries", "part"]}},
            {"voice": "news", "text": "silent", "codes": {}},
        ],
    }  # fmt: skip
    (tmp_path / "s.json").write_text(json.dumps(data), encoding="utf-8")
    pairs = press_pairs("dev", tmp_path)
    assert [(p.passage, p.level, p.label, p.degree, p.silent) for p in pairs] == [
        ("says", "point", "carries", "part", False),
        ("says", "claim", "neither", "", False),
        ("silent", "point", "neither", "", True),
        ("silent", "claim", "neither", "", True),
    ]
    with pytest.raises(DataError):
        press_pairs("train", tmp_path)


@given(st.lists(st.text(), unique=True), st.integers(0, 20), st.randoms())
def test_a_sample_does_not_depend_on_order(items, most, rng):
    shuffled = list(items)
    rng.shuffle(shuffled)
    first = sample(items, most, lambda x: x)
    assert sorted(first) == sorted(sample(shuffled, most, lambda x: x))
    assert len(first) == min(most, len(items))


@given(st.lists(st.integers(0, 5)), st.integers(1, 10))
def test_a_sample_keeps_groups_whole(items, most):
    chosen = sample(items, most, str)
    assert all(chosen.count(x) == items.count(x) for x in chosen)
    assert len(chosen) >= min(most, len(items))


def test_the_digest_knows_content_and_not_order(tmp_path):
    write_lines(tmp_path / "dev" / "a.jsonl.gz", [ROW, {**ROW, "label": "neutral"}])
    (data,) = find(tmp_path).pairs
    assert digest(data.rows) == digest(reversed(data.rows))
    assert digest(data.rows) != digest(data.rows[:1])
