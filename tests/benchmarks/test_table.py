from benchmarks.table import AIMS, Figure, render


def test_the_table_names_aim_reference_and_direction():
    text = render(
        [
            Figure("fnc1 competition_test", "macro F1", 0.61234, 0.4, 25413),
            Figure("fnc1 dev", "unrelated called contradicts", 0.004, None, 6906, True),
        ]
    )
    head, rule, first, second = text.splitlines()
    assert head.split("|")[1].strip() == "set"
    assert set(rule) == {"|", "-"}
    cells = [c.strip() for c in first.split("|")[1:-1]]
    assert cells[:6] == ["fnc1 competition_test", "25,413", "macro F1", "0.612", "0.400", "–"]
    assert "Hanselowski" in cells[6]
    cells = [c.strip() for c in second.split("|")[1:-1]]
    assert cells[2] == "unrelated called contradicts ↓"
    assert cells[4:6] == ["–", AIMS["fnc1 dev", "unrelated called contradicts"]]
    assert len({len(line) for line in (head, rule, first, second)}) == 1
