"""What web pages and clipping services print around an article: links, bylines, credits.

Each function answers for one line. Lines over `LONGEST` characters are text, never furniture.
"""

from __future__ import annotations

import re

LONGEST = 300
"""Characters of the longest line that can be a header, a byline or a credit."""


def _listed(text: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(separator))


_NAVIGATION = _listed(
    """
    news | latest news | top news | home | menu | search | share | share this | share this article
    | share article | share this story | share this post | share on facebook | share on twitter
    | share on x | tweet | print | email | e-mail | email this | print this | print this page | save
    | save article | copy link | copy url | read more | read also | read next
    | read the full article | read full article | read the full story | full article | see also
    | more | more news | more on this story | related | related articles | related news
    | related stories | related topics | related content | recommended | most read | most popular
    | trending | advertisement | advertising | ad | sponsored | comments | no comments
    | leave a comment | add a comment | subscribe | subscribe now | sign in | sign up | log in
    | login | register | newsletter | follow us | back | back to top | to the top | click here
    | continue reading | continue reading below | load more | show more | listen | watch
    | watch live | listen to this article | skip to content | skip to main content
    | all rights reserved | cookie settings | accept cookies | previous | next | previous article
    | next article | go to top | tags | facebook | twitter | linkedin | whatsapp | telegram
    | getty images | source | link | url | full text | text
    """,
    "|",
)
_NAVIGATION_LINE = re.compile(
    r"(?:read (?:more|also|next)|see also|related|also read|more on this|watch|tags?)"
    r"\s*[:>»|]\s*\S.*"
    r"|share (?:this|on|via)\b[^.!?]{0,40}|follow us (?:on|at)\b.{0,60}"
    r"|sign up (?:for|to) (?:our|the)\b.{0,60}newsletters?.{0,20}"
    r"|subscribe to (?:our|the)\b.{0,60}|(?:(?:©|\(c\))|copyright (?=©|\(c\)|\d{4})).{0,120}"
    r"|[^.!?]{0,80}\ball rights reserved\.?",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[(\[]?(?:(?:photo|image|picture|pic|photograph|video|illustration|graphic)s?"
    r"(?:\s+(?:credit|courtesy|by|from|source)s?(?:\s+(?:of|by))?)?\s*[:/©]"
    r"|(?:photo|image|picture|photograph|video|illustration|graphic)s?"
    r"\s+(?:by|credits?|courtesy of)\s|credits?\s*:)"
    r"\s*(?P<whose>(?:[^.!?]|(?<=\b[A-Z])\.){2,80})\.?[)\]]?",
    re.IGNORECASE,
)

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{3,2000}", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:written|reported|reporting|words|text|story)\s+)?(?:by|por|par|von)[: ]\s*(.+)", re.I
)
_EXCLUSIVE = re.compile(r"(?:([^.!?]{3,100})[.,]\s+)?Exclusively (?:for|to)\s+[^.!?,]{2,60}\.?")
_SMALL = _listed(
    """of the and for in on at a an to from with de la le les du des et der die das von und y e di
    del el al & da do van het en il i"""
)
_NO_NAMES = _listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december contrast then now comparison law"""
)
"""Words that follow "By" in a sentence or a heading, not in a byline."""


def is_noise(line: str) -> bool:
    """Whether the line is navigation, a copyright note or a photo credit, and nothing else."""
    line = line.strip()
    if not line or len(line) > LONGEST:
        return False
    bare = line.removesuffix("...").strip(" :>»›<«‹|*#-–—…!")  # "home." may end a sentence
    if bare.casefold() in _NAVIGATION:
        return True
    if _NAVIGATION_LINE.fullmatch(line):
        return True
    credit = _CREDIT.fullmatch(line)
    return credit is not None and len(credit["whose"].split()) <= 8


def byline(line: str) -> str | None:
    """The author a line names ("By Ann Bell", "Ann Bell. Exclusively for …"); None for text.

    An empty string: a byline that names nobody ("Exclusively for Radio Lisset").
    """
    line = line.strip().strip("()[]*_").strip()
    if len(line) > 160:
        return None
    found = _EXCLUSIVE.fullmatch(line)
    if found and (not found[1] or names(found[1])):
        return (found[1] or "").partition(",")[0].strip()
    if (found := _BYLINE.fullmatch(line)) and names(found[1]):
        return found[1].strip(" .")
    return None


def names(text: str) -> bool:
    """Whether the words after "By" name people or an agency rather than go on as a sentence."""
    head = text.partition(",")[0].split()
    if not head or len(text) > 100 or len(text.split()) > 12 or text.endswith((".", "?", "!", ":")):
        return False
    if head[0].casefold() in _NO_NAMES:
        return False
    return all(w[:1].isupper() or w.casefold() in _SMALL for w in head) and head[0][:1].isupper()


def outlet_like(text: str) -> bool:
    """Whether a few words could name an outlet: capitals but for small words and brackets."""
    words = re.sub(r"\([^()]{0,60}\)", " ", text).split()
    if not words or len(words) > 8 or len(text) > 70 or ":" in text:
        return False
    if re.search(r"[!?…][\"”’]?(?:\s|$)|[^\W\d_]{3}[.,;]$", text):
        return False
    if words[-1].casefold() in _SMALL:
        return False
    proper = (not w[0].isalpha() or w[0].isupper() or not w[0].islower() for w in words)
    small = (w.casefold() in _SMALL or "." in w[1:-1] or any(c.isupper() for c in w) for w in words)
    return len(words) == 1 or all(p or s for p, s in zip(proper, small, strict=True))


def clean_url(text: str) -> str:
    """The first http(s) address in `text` without the punctuation after it; "" when none."""
    found = URL.search(text)
    if not found:
        return ""
    url = found[0].rstrip(".,;:!?'’”»")
    while url.endswith((")", "]", ">")) and url.count("(") < url.count(")") + url.count("]"):
        url = url[:-1]
    return url if "://" in url[:8] else f"http://{url}"
