from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.messages.brief import split_brief
from checker.messages.claims import claims_of, guess_subject, narrative_claims
from checker.messages.points import NARRATIVE, Brief, TalkingPoint
from checker.text import sentences

ARVENIA = ("Arvenia", "the country")


def texts(text: str, *subject: str) -> list[str]:
    return [c.text for c in claims_of(TalkingPoint(3, text), subject or ARVENIA)]


def test_sentences_become_claims_with_ids_and_one_main() -> None:
    claims = claims_of(TalkingPoint(3, "It is neutral. The sea is blue.\n\nTax fell."), ARVENIA)
    assert [c.id for c in claims] == ["3a", "3b", "3c"]
    assert [c.main for c in claims] == [True, False, False]
    assert {c.point for c in claims} == {3}
    assert claims[0].text == "Arvenia is neutral."
    assert claims[0].sentence == "It is neutral."


def test_claims_written_by_hand_win() -> None:
    point = TalkingPoint(2, "We are neutral. We are old.", claims=("Arvenia is neutral.",))
    assert [(c.id, c.text, c.main) for c in claims_of(point, ARVENIA)] == [
        ("2a", "Arvenia is neutral.", True)
    ]


def test_a_reason_gives_the_whole_and_its_parts() -> None:
    found = texts(
        "Lisset was chosen due to the fact that Arvenia is objective and neutral, as well as a "
        "reliable partner for all nations."
    )
    assert found[0].startswith("Lisset was chosen due to")
    assert found[1:] == [
        "Arvenia is objective and neutral.",
        "Arvenia is a reliable partner for all nations.",
    ]
    assert texts("Arvenia was chosen because it is neutral.")[1] == "Arvenia is neutral."


def test_statements_are_divided_where_the_seam_is_plain() -> None:
    assert texts("Arvenia has two embassies and is a member of no bloc.") == [
        "Arvenia has two embassies.", "Arvenia is a member of no bloc.",
    ]  # fmt: skip
    assert texts("Arvenia is not only neutral but also generous.") == [
        "Arvenia is neutral.", "Arvenia is generous.",
    ]  # fmt: skip
    assert texts("The source was a drain; all 212 sinks have been replaced.") == [
        "The source was a drain.", "All 212 sinks have been replaced.",
    ]  # fmt: skip
    assert texts("We have been neutral since 1911, we belong to no pact and we sell no arms.") == [
        "Arvenia has been neutral since 1911.", "Arvenia belongs to no pact.",
        "Arvenia sells no arms.",
    ]  # fmt: skip
    assert texts("A claim can be filed online, and no paper copy has to follow.") == [
        "A claim can be filed online.", "No paper copy has to follow.",
    ]  # fmt: skip


def test_sentences_without_a_plain_seam_stay_whole() -> None:
    for sentence in (
        "The museum keeps its name, its own board and its laboratory.",
        "Drewe, who signed the books and has left, found that all was well and is content.",
        "The office said that the port is safe and is paid for.",
        "“The port is safe; it is ours,” he said.",
        "Trade with Ordania and Kessim has grown.",
        "If the tunnel is closed, and the bridge is open, traffic will move.",
    ):
        assert texts(sentence) == [sentence]


def test_a_text_without_end_stays_whole() -> None:
    endless = "Arvenia is neutral" + ", and the port is open" * 5_000 + "."
    assert texts(endless) == [endless]


def test_who_stands_behind_the_first_words() -> None:
    assert texts("The country has sent aid.") == ["Arvenia has sent aid."]
    assert texts("The country’s army is small.") == ["Arvenia’s army is small."]
    assert texts("We are ready. Our door is open.") == [
        "Arvenia is ready.",
        "Arvenia’s door is open.",
    ]
    assert texts("We've signed it.") == ["Arvenia has signed it."]
    assert texts("The ministry paid.") == ["Arvenia’s ministry paid."]
    assert texts("The ministry paid.", "Ministry of Trade") == ["Ministry of Trade paid."]
    assert texts("The president was there.") == ["Arvenia’s president was there."]
    assert texts("The president of Kessim was there.") == ["The president of Kessim was there."]


def test_pronouns_follow_the_sentence_before_when_it_is_plain() -> None:
    assert texts("The cost of hosting is modest. It comes to 3 marks.")[1] == (
        "The cost of hosting comes to 3 marks."
    )
    assert texts("Exports are growing. They are a third of our sales.")[1] == (
        "Exports are a third of our sales."
    )
    named = texts("President Ana Ruiz met both sides. The president signed. She was thanked.")
    assert named[1:] == [
        "President Ana Ruiz signed.", "President Ana Ruiz was thanked.",
    ]  # fmt: skip
    # "It" is not "we".
    assert texts("We talk to the works council. It was elected in May.")[1] == (
        "It was elected in May."
    )


def test_empty_it_is_left_alone() -> None:
    for sentence in ("It is unlikely that they agree.", "It is time to act.", "It takes 3 days."):
        assert texts(sentence)[0] in (sentence, sentence.replace("It", "Arvenia", 1))
    assert texts("It is unlikely that they agree.") == ["It is unlikely that they agree."]
    assert texts("It is important to act.") == ["It is important to act."]


def test_headings_are_no_claims_and_sub_points_lose_their_letters() -> None:
    found = texts("Tolls\n\na) Cars pay 2 crowns.\n\nb) Lorries pay 9 crowns.")
    assert found == ["Cars pay 2 crowns.", "Lorries pay 9 crowns."]
    assert texts("Tolls") == ["Tolls"]


def test_without_a_subject_the_words_stay() -> None:
    point = TalkingPoint(1, "We are ready. The country is calm.")
    assert [c.text for c in claims_of(point, ())] == ["We are ready.", "The country is calm."]


def test_narrative_claims() -> None:
    brief = Brief(
        "T", (), ("Ministry of Trade, Press Office", "It is neutral. Tax fell."), subject=ARVENIA
    )
    claims = narrative_claims(brief)
    assert [(c.id, c.point, c.text, c.main) for c in claims] == [
        ("n1", NARRATIVE, "Arvenia is neutral.", True),
        ("n2", NARRATIVE, "Tax fell.", False),
    ]


def test_more_than_26_claims_have_ids_of_their_own() -> None:
    point = TalkingPoint(1, " ".join(f"Fact {n} is true." for n in range(30)))
    ids = [c.id for c in claims_of(point, ())]
    assert ids[25:28] == ["1z", "1aa", "1ab"]
    assert len(set(ids)) == 30


def test_guess_of_a_country_that_the_brief_speaks_of() -> None:
    brief = split_brief(
        "Messages on talks in Lisset\n\nLisset hosts talks. Arvenia offers a place.\n\n"
        "1. Arvenia is neutral. The country has friends.\n\n2. Arvenia has experience.\n\n"
        "3. Both sides trust Arvenia.\n"
    )
    assert guess_subject(brief) == ("Arvenia", "the country")


def test_guess_of_an_office_that_says_we() -> None:
    brief = split_brief(
        "HARROW CHILDREN'S FUND - lines to take\n\nDonors ask.\n\n"
        "1. We spend little on ourselves.\n\n2. Our accounts are open. The Fund has an auditor.\n"
    )
    assert guess_subject(brief) == ("Harrow Children's Fund", "the fund")


def test_no_guess_where_nothing_is_named() -> None:
    assert (
        guess_subject(split_brief("Talks\n\n1. Trains run. They are full.\n\n2. Buses fit.\n"))
        == ()
    )


PIECES = st.sampled_from(
    [
        "We are open", "it has friends", "and", "but also", "not only", ",", ";", "because",
        "the country is neutral", "as well as a friend", "and has", "who", "President Ana Ruiz",
        "they", "500 tonnes", "due to the fact that", "(", "“", "is", ".", "a)", "1.", "\n\n",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=25).map(" ".join).filter(str.strip))
def test_every_sentence_has_a_claim_and_no_claim_is_without_one(text: str) -> None:
    point = TalkingPoint(1, text)
    claims = claims_of(point, ARVENIA)
    every = [s for p in text.split("\n\n") for s in sentences(p)]
    assert all(c.sentence in every and c.text for c in claims)
    stopped = [s for s in every if s.endswith((".", "!", "?")) and s[0].isalpha()]
    assert set(stopped) <= {c.sentence for c in claims}
    assert sum(c.main for c in claims) == 1
    assert len({c.id for c in claims}) == len(claims)
