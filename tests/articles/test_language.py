from __future__ import annotations

import pytest

from checker.articles.language import detect, language_name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The gates at Brask opened on Friday, and the water took two days to reach us.", "en"),
        ("Las puertas de la presa se abrieron el viernes, dijo el ministro del agua.", "es"),
        ("Les vannes du barrage ont été ouvertes vendredi, a dit la ministre de l'eau.", "fr"),
        ("Die Tore des Staudamms wurden am Freitag geöffnet, sagte die Ministerin.", "de"),
        ("Ворота плотины открыли в пятницу, сообщила министр водного хозяйства.", "ru"),
        ("Бөгеттің қақпасы жұма күні ашылды, деп хабарлады су министрі.", "kk"),
        ("大坝的闸门星期五打开了，水利部长说。", "zh"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "headline",
    [
        "Lisset to host river talks",
        "Ferry sinks",
        "Pellmark orders frigates",
        "Eleven weeks, ten blisters, one bicycle",
        "Brand over Norland",
        "Last stop, Hollin",
        "Her subject is hand gel",
    ],
)
def test_a_short_english_headline_is_never_another_language(headline: str) -> None:
    assert detect(headline) in {"en", "und"}


@pytest.mark.parametrize("text", ["", "   ", "12345 67", "Ok", "?!"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == "und"


def test_names() -> None:
    assert language_name("ru") == "Russian"
    assert language_name("und") == "an unknown language"
    assert language_name("xyz") == "xyz"
