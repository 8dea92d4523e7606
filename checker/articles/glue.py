"""Words run together where a line break was lost, taken apart again.

Only white space is added. A break is certain after a sentence's full stop ("in Lisset.The"), and
likely where a capital follows a small letter inside a word: there the article's own words decide
("toTolmark" when "Tolmark" stands elsewhere), or a word that opens sentences ("CourierThe").
Names written that way ("iPhone", "McDonald", "WikiLeaks"), abbreviations and addresses stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"://|www\.|@|\.\w{2,12}/", re.IGNORECASE)
_LONGEST_WORD = 60

_STOP = re.compile(
    r"(?P<before>[^\W\d_]{2}|[\d)%’”»\"])(?P<stop>[.!?…]+)(?P<closing>[”’»)]*\"?)"
    r"(?=[“‘«(]*(?P<after>[^\W\d_][^\W_]*))"
)
_COMMA = re.compile(r"(?P<before>[^\W\d_]{2}|\d)(?P<comma>[,;])(?=(?P<after>[^\W\d_]{2}))")
_CLOSED = re.compile(r"(?<=[^\W_][”»])(?=[^\W\d_]{2})|(?<=[^\W\d_]{2})(?=[“«][^\W\d_])")

_SUSPECT = re.compile(r"[.!?…,;\"”’»)“«‘(][^\W\d_]|[^\W\d_A-Z][A-ZÀ-ÞА-Я]")
"""What any glued place holds; a paragraph without it is not looked at more closely."""

_DOMAINS = frozenset(["com", "org", "net", "co", "io", "gov", "edu", "eu", "uk", "info", "tv"])
_NAME_PREFIXES = frozenset(
    ["mc", "mac", "de", "la", "le", "van", "di", "da", "du", "del", "fitz", "st", "o", "al", "el"]
)
_OPENERS = frozenset(
    """The This That These Those There They Then Their His Her She However But And According
    Meanwhile Also After Before When While With For From Earlier Later Since Although Though
    Because During Despite Under Both Our What Who Where Why How Its""".split()
)
"""Words that open a sentence and hardly ever end a name."""
_SHORT_OPENERS = frozenset(["A", "In", "On", "It", "At", "As", "He", "We", "If", "To", "By", "No"])
_SMALL_WORDS = frozenset(
    """to in of by from and that the with for at on as is was are were has have had be been will
    would not or but its their his her said says""".split()
)


def known_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in `texts`, as written."""
    return Counter(word for text in texts for word in _WORD.findall(text))


def separate(paragraph: str, words: Counter[str]) -> list[str]:
    """The paragraph with glued words apart; several where a whole line ran into the next.

    `words`: `known_words` of the article. Without white space the text stays the same.
    """
    if not _SUSPECT.search(paragraph):
        return [paragraph]
    tokens = re.split(r"(\s+)", paragraph)
    quotes = 0  # straight quotation marks so far: an odd number leaves one open
    for i in range(0, len(tokens), 2):
        token = tokens[i]
        if len(token) > 3 and not _ADDRESS.search(token):
            tokens[i] = _separate_token(token, words, quotes)
        quotes += token.count('"')
    return [part for part in "".join(tokens).split("\x1e") if part.strip()]


def _separate_token(token: str, words: Counter[str], quotes: int) -> str:
    def after_stop(match: re.Match[str]) -> str:
        if not _starts_sentence(match, words):
            return match[0]
        closing = match["closing"]
        if closing.endswith('"'):
            before = quotes + token.count('"', 0, match.start("closing"))
            if before % 2 == 0:  # it opens the next sentence
                return f'{match["before"]}{match["stop"]}{closing[:-1]} "'
        return f"{match[0]} "

    def after_comma(match: re.Match[str]) -> str:
        if not match["before"].isalpha() and not match["after"][0].isupper():
            return match[0]
        return f"{match[0]} "

    if any(sign in token for sign in ".!?…"):
        token = _STOP.sub(after_stop, token)
    if "," in token or ";" in token:
        token = _COMMA.sub(after_comma, token)
    if "”" in token or "»" in token or "“" in token or "«" in token:
        token = _CLOSED.sub(" ", token)
    return _WORD.sub(lambda match: _separate_word(match[0], words), token)


def _starts_sentence(match: re.Match[str], words: Counter[str]) -> bool:
    after, before = match["after"], match["before"]
    if not after[0].isupper() or after.lower() in _DOMAINS:
        return False
    if before.isalpha() and before[-1].isupper():  # "NATO.The", but not "ASP.Net"
        return after in _OPENERS
    if len(after) == 1:  # "Ph.D", "Section 2.B"
        return before.isalpha() and after in {"A", "I"}
    if after[1:].lower() != after[1:]:  # "Node.JS"
        return after in words and words[after] > 1
    return True


def _separate_word(word: str, words: Counter[str]) -> str:
    if len(word) > _LONGEST_WORD or word[1:].islower() or word.isupper():
        return word
    for at in range(1, len(word)):
        if word[at].isupper() and word[at - 1].islower():
            left, right = word[:at], word[at:]
            if right in _OPENERS and len(left) > 1 and left.lower() not in _NAME_PREFIXES:
                return f"{left}\x1e{right}"
            if _two_words(left, right, words) and words[word] <= 1:
                sign = "\x1e" if left[0].isupper() else " "
                return f"{left}{sign}{right}"
    return word


def _two_words(left: str, right: str, words: Counter[str]) -> bool:
    """Whether the article uses both halves as words of their own."""
    if len(left) < 2 or left.lower() in _NAME_PREFIXES:
        return False
    known_left = left in words or left in _SMALL_WORDS
    if left[0].isupper():
        return right in _SHORT_OPENERS and known_left
    return known_left and (right in words or right in _SHORT_OPENERS)
