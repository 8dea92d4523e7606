"""Header and footer lines of an article: labels, outlet and date, address, byline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from checker.articles.dates import printed_dates
from checker.articles.furniture import (
    LONGEST,
    URL,
    byline,
    clean_url,
    is_noise,
    names,
    outlet_like,
)
from checker.text import squeeze

_URL_LINE = re.compile(
    r"(?:(?:read|full|original|link|see|available|source|via|more|url|online)\b[^:/]{0,40}"
    r"(?::\s*|\s+))?"
    rf"[<(\[]?({URL.pattern})[>)\]]?",
    re.IGNORECASE,
)

_LABELS = MappingProxyType(
    {
        name: key
        for key, names in {
            "title": "title|headline|titre|titel|título|titolo|заголовок",
            "outlet": "outlet|publication|publisher|newspaper|media outlet|media name",
            "source": "source|quelle|fuente|fonte|bron|источник|via",
            "date": "date|published|publication date|date published|published on|published at"
            "|posted|posted on|pub date|pubdate|datum|fecha|data|publié|publié le|дата",
            "author": "author|authors|by|byline|journalist|writer|auteur|autor|autore|автор",
            "url": "url|link|web|web address|canonical|permalink|original|original article",
            "text": "text|body|article|full text|content",
        }.items()
        for name in names.split("|")
    }
)
_LABEL = re.compile(r"([^\W\d_][^\W\d_ ]{0,20}(?: [^\W\d_]{1,12}){0,2})\s*:(?!//)\s*(.*)")

_SEPARATORS = re.compile(r"\s*[|·•]\s*|\s+[–—-]+\s+")
_PAGE = re.compile(r",?\s*\b(?:pp?|pages?)\.?\s?\d[\w–-]{0,8}", re.IGNORECASE)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b\.?,?"
)
_WEEKDAY_BEFORE = re.compile(rf"(?<![^\W_])(?:on\s+)?{_WEEKDAY}\s*$", re.IGNORECASE)
_TIME_AFTER = re.compile(
    rf"^[\s,(–-]*(?:{_WEEKDAY})?[\s,(–-]*(?:at\s+)?(?:\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?!\d))?"
    r"\s*(?:[ap]\.?m\b\.?|uhr\b)?(?:\s*\(?(?:gmt|utc|cet|cest|bst|est|edt|pst|pdt|msk)"
    r"(?:[+-]\d{1,2})?\b\)?)?",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?<![^|])\s*(?:first published|last updated|published|posted|updated|publié|date)\b"
    r"(?:\s+(?:on|at|le))?\s*:?\s*(?=[|,]|$|by\b)",
    re.IGNORECASE,
)


def header_fields(line: str) -> tuple[Mapping[str, str], str]:
    """What a line of a header or footer says, and its shape; ({}, "") for a line of text.

    Keys: title, outlet, date (as printed), author, url; a "text" label gives its value under
    "text". Two lines written in one manner have one shape.
    """
    line = squeeze(line)
    if not line or len(line) > LONGEST + 2000 or (len(line) > LONGEST and not URL.search(line)):
        return {}, ""
    bare = line[1:-1].strip() if line[0] in "([" and line[-1] in ")]" else line
    for parse in (_labelled, _url_line, _date_line):
        fields, shape = parse(bare)
        if fields:
            return fields, shape
    author = byline(line)
    return ({"author": author}, "by") if author is not None else ({}, "")


def _labelled(line: str) -> tuple[Mapping[str, str], str]:
    found = _LABEL.fullmatch(line)
    key = _LABELS.get(found[1].casefold()) if found else None
    if not found or not key:
        return {}, ""
    value = found[2].strip()
    if key == "text":
        return {"text": value}, "text:"
    if key in {"url", "source"} and URL.search(value):
        return _source(value), "url"
    fields = _labelled_fields(key, value, found[1]) if value else {}
    return fields, f"{key}:" if fields else ""


def _labelled_fields(key: str, value: str, name: str) -> Mapping[str, str]:
    if key == "title":
        return {"title": value}
    if key == "date":
        short = len(value.split()) <= 4 and not value.endswith((".", "!", "?"))
        return {"date": value} if printed_dates(value) or short else {}
    if key in {"outlet", "source"}:
        fields, _ = _date_line(value)
        named = {"outlet": value} if key == "outlet" or outlet_like(value) else {}
        return fields or named
    if key == "author":
        sure = names(value) or (name.casefold() != "by" and len(value) <= 120)
        return {"author": value} if sure else {}
    return {}


def _source(value: str) -> Mapping[str, str]:
    outlet = URL.sub("", value).strip(" ,;:()[]<>-–—|")
    named = outlet and outlet_like(outlet) and not is_noise(outlet)
    return {"url": clean_url(value), **({"outlet": outlet} if named else {})}


def _url_line(line: str) -> tuple[Mapping[str, str], str]:
    found = _URL_LINE.fullmatch(line)
    return ({"url": clean_url(found[1])}, "url") if found else ({}, "")


def _date_line(line: str) -> tuple[Mapping[str, str], str]:
    """An outlet and a date, or a date alone, perhaps with an author, and nothing else."""
    dates = printed_dates(line)
    if not dates or len(line) > 160:
        return {}, ""
    date = dates[0]
    before, after = line[: date.start], line[date.end :]
    for other in dates[1:]:  # "Published 3 May 2015, updated 4 May 2015"
        after = after.replace(line[other.start : other.end], "|")
    around = f"{_WEEKDAY_BEFORE.sub('', before)}|{_TIME_AFTER.sub('', after)}"
    rest = _PAGE.sub("", _DATE_WORDS.sub("", around))
    parts = [part.strip(" ,;:/–—-") for part in _SEPARATORS.split(rest)]
    parts = [part for part in parts if part.strip(".()[] ")]
    fields = {"date": line[date.start : date.end]}
    named = []
    for part in parts:
        author = byline(part)
        if author:
            fields["author"] = author
        elif outlet_like(part):
            named.append(part)
        else:
            return {}, ""
    if named:
        fields["outlet"] = named[0]
    side = "o" if before.strip() else ""
    sign = (re.findall(r"[,|–—(·-]", before.rstrip()[-1:]) or [" "])[0]
    shape = f"{side}{sign}{date.shape}{'o' if named and not side else ''}" if named else date.shape
    return fields, shape
