"""`checker check`: compare press articles with a brief and write the report."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.common import FORMATS, Formats, Progress, shown, workspace_of
from checker.errors import GateFailed, WorkspaceError

if TYPE_CHECKING:
    from checker.articles.article import Coverage, NotChecked
    from checker.messages.config import BriefConfig
    from checker.reports.write import Texts
    from checker.scoring.assessment import Assessment, Decision
    from checker.store import Store
    from checker.workspace import Workspace

GATES = ("contradicted", "distorted", "unread")
SHOWN = 3
"""The most unread files named on the terminal one by one."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--brief", help="Which brief, when there are several.")
@click.option("--all", "everything", is_flag=True, help="Check everything, not only what is new.")
@click.option(
    "--format",
    "formats",
    type=Formats(),
    default="html,json",
    show_default=True,
    help=f"Forms of the report, separated by commas: {', '.join(FORMATS)}.",
)
@click.option(
    "--texts",
    type=click.Choice(["inline", "folder", "none"]),
    default="inline",
    show_default=True,
    help="Article texts in the page, in a folder beside it, or left out.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the report. Default: reports/ in the workspace.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 3 if a talking point's pull-through is under this.",
)
@click.option(
    "--fail-on",
    type=click.Choice(GATES),
    multiple=True,
    help="Exit with 3 if anything is contradicted, distorted or left unread.",
)
@click.option("--keep-going", is_flag=True, help="Exit with 0 even if files could not be read.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON report, not the summary.")
@click.option("--quiet", is_flag=True, help="Print only the report's path.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    brief: str | None,
    everything: bool,
    formats: tuple[str, ...],
    texts: Texts,
    out: Path | None,
    fail_under: float | None,
    fail_on: tuple[str, ...],
    keep_going: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check press articles against your talking points and write the report.

    PATHS are files or folders; without them, everything in articles/ that is new or has changed
    since the last check is checked; and all of it when the brief or its settings have changed.

    Exit codes: 0 fine, 1 an error or a file that could not be read, 2 wrong usage, 3 a gate
    (--fail-under, --fail-on) was not met.
    """
    from checker.messages.config import load_config
    from checker.reports.terminal import summary
    from checker.reports.write import make_folder, write_reports
    from checker.store import Store

    workspace = workspace_of(ctx)
    config = load_config(workspace.config(brief))
    name = config.path.stem
    folder = (out or workspace.reports).resolve()
    make_folder(folder)  # before the work: minutes of judging must not end in a read-only folder
    with Store(workspace.store) as store:
        coverage = _coverage(workspace, config, paths)
        if not coverage.articles:
            _nothing_read(coverage, paths, workspace)
        if not everything and not paths:
            coverage = _fresh(coverage, store.checked(name, config.mark), quiet=quiet or as_json)
            if not coverage.articles:
                _unread(coverage.not_checked, fail_on, keep_going=keep_going, told=False)
                return
        reviews = _reviews(store, config, coverage, quiet=quiet or as_json)
        assessment = _run(workspace, config, coverage, store, reviews, quiet=quiet or as_json)
        written = write_reports(assessment, folder, name, formats, texts)
        store.keep_run(
            name,
            config.mark,
            _at_home(assessment, workspace),
            str(written[0]),
            assessment.created,
        )
    if as_json:
        from checker.reports.data import to_json

        # Bytes: JSON is UTF-8 whatever the terminal's encoding.
        click.echo(to_json(assessment).encode("utf-8", errors="replace"), nl=False)
    elif quiet:
        click.echo(str(written[0]))
    elif sys.stdout is not None:  # None when started without a stdout (>&-)
        width = min(120, shutil.get_terminal_size().columns)
        click.echo(summary(assessment, written[0], width, sys.stdout.isatty()))
    _gates(assessment, written[0], fail_under, fail_on)
    told = not (quiet or as_json)  # the summary lists them
    _unread(assessment.not_checked, fail_on, keep_going=keep_going, told=told)


def _coverage(workspace: Workspace, config: BriefConfig, paths: tuple[Path, ...]) -> Coverage:
    from checker.articles.reading import read_coverage

    chosen = list(paths) or [workspace.articles]
    return read_coverage(chosen, base=workspace.root, languages=config.check.languages)


def _fresh(coverage: Coverage, known: frozenset[str], *, quiet: bool) -> Coverage:
    """What of `coverage` is not `known`, and a line on the terminal about the rest.

    `quiet`: a program reads stdout and expects a report there, so the line goes to stderr.
    """
    fresh = tuple(a for a in coverage.articles if a.id not in known)
    old = len(coverage.articles) - len(fresh)
    articles = _count(old, "article", "articles")
    if not fresh:
        were = "the one article was" if old == 1 else f"all {articles} were"
        click.echo(
            f"Nothing new: {were} checked before. For a report on everything: checker check --all",
            err=quiet,
        )
    elif old:
        were, them = ("was", "it") if old == 1 else ("were", "them")
        note = f"{articles} unchanged since the last check {were} left out; --all takes {them} too"
        click.echo(note if quiet else f"{note}\n", err=quiet)
    return replace(coverage, articles=fresh, unchanged=old)


def _at_home(assessment: Assessment, workspace: Workspace) -> list[str]:
    """The ids of the articles that lie in articles/. Others were only tried: should they come to
    lie there, they are new."""
    home = workspace.articles.resolve()
    return [
        a.id
        for a in assessment.articles
        if (workspace.root / a.file).resolve().is_relative_to(home)
    ]


def _nothing_read(coverage: Coverage, paths: tuple[Path, ...], workspace: Workspace) -> None:
    """Raise the error for a run without a single article."""
    where = str(paths[0]) if paths else str(workspace.articles)
    if coverage.not_checked:
        first = coverage.not_checked[0]
        raise WorkspaceError(
            f"none of the {len(coverage.not_checked)} files could be checked "
            f"({first.file}: {first.reason})",
            where=where,
            mend="Save press articles as text or Markdown files and run again",
        )
    raise WorkspaceError(
        "there are no press articles",
        where=where,
        mend="Put articles there as .txt or .md files, one article or a whole digest in each",
    )


def _reviews(
    store: Store, config: BriefConfig, coverage: Coverage, *, quiet: bool
) -> tuple[Decision, ...]:
    """A person's decisions that stand, and a line on the terminal about those that don't any more.

    `quiet`: a program reads stdout, so the line goes to stderr.
    """
    from checker.scoring.decisions import reworded, standing

    ids = {a.id for a in coverage.articles}
    kept = store.reviews(config.path.stem)
    old = sum(d.article in ids for d in reworded(kept, config.brief))
    if old:
        apply, their = ("applies", "its") if old == 1 else ("apply", "their")
        note = (
            f"{_count(old, 'decision', 'decisions')} of yours no longer {apply}: {their} point has "
            "been reworded since. Decide anew with: checker review"
        )
        click.echo(note if quiet else f"{note}\n", err=quiet)
    return standing(kept, config.brief)


def _run(
    workspace: Workspace,
    config: BriefConfig,
    coverage: Coverage,
    store: Store,
    reviews: tuple[Decision, ...],
    *,
    quiet: bool,
) -> Assessment:
    from checker.scoring.assess import assess
    from checker.scoring.embedding import load_embedder
    from checker.scoring.judge import load_judge
    from checker.scoring.method import load_method

    settings = config.check
    progress = Progress(quiet=quiet)
    try:
        embedder = load_embedder(
            _model(workspace, settings.embedding_model), allow_download=settings.download
        )
        judge = load_judge(
            _model(workspace, settings.judge_model), allow_download=settings.download
        )
        return assess(
            config.brief,
            coverage,
            settings,
            embedder,
            judge,
            store,
            load_method(settings),
            progress,
            decisions=reviews,
        )
    finally:
        progress.end()


def _model(workspace: Workspace, name: str) -> str:
    """A model's name, or its folder: a relative one is in the workspace, wherever we stand."""
    folder = workspace.root / name
    return str(folder) if name and folder.is_dir() else name


def _gates(
    assessment: Assessment, report: Path, fail_under: float | None, fail_on: tuple[str, ...]
) -> None:
    """Raise GateFailed for the first gate that is not met."""
    from checker.reports.words import ENGLISH

    see = f"See {shown(report)}"
    if fail_under is not None:
        low = [t for t in assessment.tallies if 100 * t.pull_through < fail_under]
        if low:
            points = ENGLISH.listing(
                [f"{t.point} ({ENGLISH.percent(t.pull_through)})" for t in low]
            )
            what = f"too little pull-through of {'point' if len(low) == 1 else 'points'} {points}"
            raise GateFailed(what, where=f"--fail-under {fail_under:g}", mend=see)
    story = {a.id: s.first.id for s in assessment.stories for a in (s.first, *s.reprints)}
    for gate in fail_on:
        cells = [c for c in assessment.cells if c.outcome.value == gate and c.point > 0]
        # A story's reprints count once, as in the report; it is sure if it is so in one of them.
        found = {(story[c.article], c.point) for c in cells}
        if found:
            sure = {(story[c.article], c.point) for c in cells if not c.unsure}
            numbers = [str(n) for n in sorted({point for _, point in found})]
            points = f"{'point' if len(numbers) == 1 else 'points'} {ENGLISH.listing(numbers)}"
            unsure = f" ({len(found - sure)} of them unsure)" if found - sure else ""
            what = f"{_count(len(found), 'finding', 'findings')}, of {points}{unsure}"
            raise GateFailed(what, where=f"--fail-on {gate}", mend=see)


def _unread(
    not_checked: tuple[NotChecked, ...], fail_on: tuple[str, ...], *, keep_going: bool, told: bool
) -> None:
    """End with exit code 3 or 1 if files could not be read, unless the user accepts it.

    `told`: the files have been named already, and a line about them would be one too many.
    """
    from checker.reports.plain import one_line
    from checker.reports.words import ENGLISH

    faults = [n for n in not_checked if n.fault]
    count = len(faults)
    what = f"{_count(count, 'file', 'files')} could not be read"
    more = [f"{count - SHOWN} more"] if count > SHOWN else []
    if count and "unread" in fail_on:
        names = [n.file for n in faults]
        raise GateFailed(
            f"{what}: {ENGLISH.listing(names[:SHOWN] + more)}", where="--fail-on unread"
        )
    if count and not keep_going:
        if not told:
            for n in faults[:SHOWN]:
                click.echo(f"checker: {one_line(n.file)}: {one_line(n.reason)}", err=True)
            if more:
                click.echo(f"checker: {more[0]} could not be read", err=True)
        raise click.exceptions.Exit(1)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
