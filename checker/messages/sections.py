"""The words by which briefs name their parts."""

from __future__ import annotations

import re

_MESSAGES = re.compile(
    r"\b(?:messages?|messaging|talking points|speaking points|lines to take|points to make|"
    r"key points|core points|top lines|our case|what we (?:say|want)|what to say)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:questions?|q\s*(?:&|and|/)\s*a|faqs?|if asked|if pressed|background|context|contacts?|"
    r"annex|appendix|notes?|next steps|timeline|timetable|key dates|goals?|objectives?|aims?|"
    r"audiences?|sources?|tone|practical|logistics|agenda|do not|don['’]ts?|avoid|"
    r"distribution|how to use)\b",
    re.I,
)
_LABEL = re.compile(
    r"(?:(?:our|the|main|core|key|agreed|general|further|additional|overall)\s+)*"
    r"(?:messages?|messaging|talking points|speaking points|lines to take|points to make|points|"
    r"top lines|narrative|background|context|overview|summary|introduction|situation|purpose|"
    r"contacts?|(?:press |media )contacts?|q\s*(?:&|and)\s*a|questions and answers|faqs?|"
    r"notes (?:to|for) editors|notes|(?:core|key) narrative(?: and key messages)?|annex|appendix|"
    r"further information|if asked|what (?:we|to) (?:want to )?say|do not say|"
    r"-*\s*ends?\s*-*)\s*:?$",
    re.I,
)
_CLOSING = re.compile(
    r"(?:[-–—*#(\[\s]*ends?[-–—*#)\]\s]*$|#{2,}|"
    r"(?:media |press |further |your |our )?(?:contacts?|enquir|inquir)|"
    r"(?:media|press) (?:office|desk|contact|enquir|inquir)|"
    r"background\b|context\b|notes? (?:to|for) editors?|notes?\s*:|"
    r"for (?:the |all )?(?:trustees|use|internal|regional|more|further|media|press|interview|"
    r"attention|circulation|distribution|background|information|queries|questions|staff)\b|"
    r"not (?:for|to be)\b|(?:strictly )?(?:confidential|embargo)|spokes(?:people|person|man|woman)|"
    r"q\s*(?:&|and)\s*a\b|questions\b|faqs?\b|if (?:asked|pressed)\b|sources?\s*:|annex\b|"
    r"appendix\b|(?:issued|prepared|drafted|approved|cleared|agreed|(?:last )?updated) (?:by|on)|"
    r"version \d|distribution\b|circulation\b|classification\b|disclaimer\b|please\b|do not\b|"
    r"q\d*\s*[:.)]|about (?:the|us|(?-i:[A-Z]))|tel\b|telephone\b|phone\b|e-?mail\b|"
    r"website\b|page \d|next steps?\b|"
    r"(?:key )?dates\b|timing\b|logistics\b|handling\b|tone\b|audience|"
    r"these (?:lines|points|messages)|"
    r"this (?:brief|note|document|paper)\b|all (?:figures|numbers)\b|figures (?:are|have)\b)",
    re.I,
)
_ADDRESS = re.compile(r"\S@\S+\.\w|\bhttps?://|\bwww\.|\+\d[\d ()-]{6,}")


def names_messages(text: str) -> bool:
    """Whether a heading or lead-in announces the talking points."""
    return bool(_MESSAGES.search(text))


def names_other(text: str) -> bool:
    """Whether a heading announces something that is no talking point (questions, background)."""
    return bool(_OTHER.search(text)) and not names_messages(text)


def is_section_label(text: str) -> bool:
    """Whether a line only names a part of the brief ("Key messages:") and says nothing."""
    return bool(_LABEL.match(text.strip(" .*#-–—")))


def closes(text: str) -> bool:
    """Whether a paragraph after the last point is about the brief and no part of the point."""
    return bool(_CLOSING.match(text)) or bool(_ADDRESS.search(text))
