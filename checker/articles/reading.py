"""Press files in, articles with their passages out; what can't be checked is named with why."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker.articles.article import Article, Coverage, NotChecked
from checker.articles.cleaning import clean
from checker.articles.dates import DateOrder, day_order, parse_date
from checker.articles.draft import Draft
from checker.articles.language import UNSURE, detect, language_name
from checker.articles.passages import passages_of
from checker.articles.readers import known_suffixes, reader_for
from checker.errors import ArticleError

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_FILL = "Put an article's headline and text into it, or remove it"
_GO_ON = "Paste the article's text under it"
_OPENING = 80
"""Characters of the first paragraph that name an article without a headline."""
_README = re.compile(r"readme(?:\.\w+)?", re.IGNORECASE)


def read_coverage(
    paths: Sequence[Path],
    base: Path | None = None,
    languages: Sequence[str] = ("en",),
    progress: Callable[[int, int], None] | None = None,
) -> Coverage:
    """The articles in `paths`, files or folders, and what of them can't be checked.

    Folders are read with their subfolders, in the order of their names; hidden files, lock
    files and READMEs in them are passed over. A file of several articles (a digest) gives them
    all. `Article.file` is relative to `base` where the file lies in it.
    `languages`: ISO 639-1 codes that the models read; an article in another goes to
    `not_checked`, one whose language can't be told does not.
    `progress`: called with the files done and the files there are, after each.
    """
    files = _files(paths)
    articles: list[Article] = []
    not_checked: list[NotChecked] = []
    for done, path in enumerate(files, start=1):
        found = _read_file(path, _name(path, base), languages)
        articles += found.articles
        not_checked += found.not_checked
        if progress:
            progress(done, len(files))
    return Coverage(tuple(articles), tuple(not_checked))


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once; a folder that can't be opened stands for itself."""
    found: dict[str, Path] = {}
    for path in paths:
        for file in _in_folder(path) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _in_folder(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []

    def note(error: OSError) -> None:
        closed.append(Path(error.filename))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted((f for f in folders if not f.startswith(".")), key=_by_name)
        yield from (Path(parent, name) for name in sorted(names, key=_by_name) if _wanted(name))
    yield from closed


def _by_name(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _wanted(name: str) -> bool:
    hidden = name.startswith((".", "~$")) or name.casefold() in _SYSTEM_FILES
    return not hidden and _README.fullmatch(name) is None


def _name(path: Path, base: Path | None) -> str:
    """The path as shown: relative to `base` if it lies in it, and always valid Unicode."""
    shown = path
    if base is not None:
        try:
            shown = path.absolute().relative_to(base.absolute())
        except ValueError:
            shown = path
    return os.fsencode(shown.as_posix()).decode("utf-8", errors="replace")


def _read_file(path: Path, file: str, languages: Sequence[str]) -> Coverage:
    try:
        articles, left_out = _read_articles(path, file, languages)
    except ArticleError as error:
        return _none(file, f"{error.what}. {error.mend}" if error.mend else error.what)
    except Exception as error:  # press files are hostile: a parser's fault must not stop the rest
        return _none(file, f"the file can't be read ({type(error).__name__}: {str(error)[:200]})")
    return Coverage(tuple(articles), tuple(left_out))


def _none(file: str, reason: str) -> Coverage:
    return Coverage((), (NotChecked(file, reason),))


def _read_articles(
    path: Path, file: str, languages: Sequence[str]
) -> tuple[list[Article], list[NotChecked]]:
    """Raises ArticleError when nothing can be read."""
    if path.is_dir():
        raise ArticleError("the folder can't be opened")
    reader = reader_for(path)
    if reader is None:
        known = ", ".join(known_suffixes())
        raise ArticleError(f"{path.suffix} files are not read; these are: {known}")
    if path.exists() and path.is_file() and path.stat().st_size == 0:
        raise ArticleError("the file is empty", mend=_FILL)
    drafts = [clean(draft) for draft in reader.read(path)]
    drafts = [draft for draft in drafts if draft.title or draft.paragraphs]
    if not drafts:
        raise ArticleError("there is no article in the file", mend=_FILL)
    if len(drafts) == 1 and not drafts[0].paragraphs:  # it would count as absent on every point
        raise ArticleError("there is only a headline in the file", mend=_GO_ON)
    order = day_order(draft.date for draft in drafts)
    articles: list[Article] = []
    left_out: list[NotChecked] = []
    for position, draft in enumerate(drafts, start=1):
        article = _article(draft, file, position, order)
        if article.language in (*languages, UNSURE):
            articles.append(article)
        else:
            read = " and ".join(map(language_name, languages))
            reason = f"in {language_name(article.language)}; the models read {read}"
            left_out.append(NotChecked(file, reason, article.title, fault=False))
    return articles, left_out


def _article(draft: Draft, file: str, position: int, order: DateOrder) -> Article:
    language = detect("\n".join((draft.title, *draft.paragraphs)))
    spoken = "en" if language == UNSURE else language
    return Article(
        title=draft.title or _opening(draft),
        paragraphs=draft.paragraphs,
        passages=passages_of(draft.title, draft.paragraphs, spoken),
        outlet=draft.outlet,
        date=parse_date(draft.date, order),
        author=draft.author,
        url=draft.url,
        language=language,
        file=file,
        position=position,
    )


def _opening(draft: Draft) -> str:
    """The first words of an article without a headline, to call it by; no passage of it."""
    text = draft.paragraphs[0]
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " …"
