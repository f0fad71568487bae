"""What was said and whether it held: statements with their claims, facts from delivery to the public, top posts.

Verdicts are the ledger's own; nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from drillroom.log.feed import Counts, Post
from drillroom.log.records import (
    FactLeaked,
    SignOffSkipped,
    SlipMade,
    StatementPublished,
    StatementReturned,
    StatementSigned,
)
from drillroom.scoring.course import Judged, Seen, Words

from . import names
from .lines import ClaimLine, FactLine, PostLine, StatementLine

if TYPE_CHECKING:
    from .reading import Reading

TOP = 8
_WRITTEN = "words."


def statement_lines(reading: Reading) -> tuple[StatementLine, ...]:
    """Every published statement, to whomever it went, in order."""
    signed = {it.record.statement: it.record for it in reading.course.of(StatementSigned)}
    skipped = {it.record.statement for it in reading.course.of(SignOffSkipped)}
    return tuple(_statement(words, reading, signed, skipped) for words in reading.course.all_words)


def _statement(words: Words, reading: Reading, signed: dict[str, StatementSigned], skipped: set[str]) -> StatementLine:
    said: StatementPublished = words.record
    paper = signed.get(said.statement)
    return StatementLine(
        seq=words.seq,
        at=words.at,
        statement=said.statement,
        do=said.do,
        seat=said.seat,
        channel=said.channel,
        audience=said.audience,
        tone=said.tone,
        text=said.text,
        is_typed=said.text.ref.startswith(_WRITTEN),
        waited=None if paper is None else paper.waited + paper.took,
        skipped=said.statement in skipped and reading.has_sign_off(said.do),
        claims=tuple(_claim(claim, reading) for claim in words.claims),
        returned=_returned(said.statement, reading),
        has_slip=any(it.record.statement == said.statement for it in reading.course.of(SlipMade)),
    )


def _returned(statement: str, reading: Reading) -> str:
    found = next((it.record for it in reading.course.of(StatementReturned) if it.record.statement == statement), None)
    if found is None or (found.taken and not found.facts):
        return ""
    return "struck" if found.taken else "against"


def _claim(claim: Judged, reading: Reading) -> ClaimLine:
    learned = reading.course.learned(claim.fact)
    mended = reading.course.mended(claim) if claim.is_false else None
    return ClaimLine(
        seq=claim.seq,
        fact=claim.fact,
        claim=claim.record.claim,
        verdict=claim.record.verdict,
        right=claim.record.right,
        known_at=None if learned is None else learned.at,
        corrected_at=None if mended is None else mended.at,
        because=reading.cited(claim.record.because),
    )


def fact_lines(reading: Reading) -> tuple[FactLine, ...]:
    """Every fact of the scenario, in its order."""
    leaked: dict[str, Seen[FactLeaked]] = {}
    for it in reading.course.of(FactLeaked):
        leaked.setdefault(it.record.fact, it)
    return tuple(_fact(name, reading, leaked.get(name)) for name in reading.course.facts)


def _fact(name: str, reading: Reading, leak: Seen[FactLeaked] | None) -> FactLine:
    learned = reading.course.learned(name)
    told = next((it.at for it in reading.course.claims if it.fact == name and it.is_telling), None)
    return FactLine(
        fact=name,
        name=names.fact(name, reading.header),
        truth=names.truth(name),
        known_at=None if learned is None else learned.at,
        told_at=told,
        leaked_at=None if leak is None else leak.at,
        found=None if leak is None else leak.record.found,
    )


# ------------------------------------------------------------------ the public


def _post(post: Post, counts: Counts) -> PostLine:
    return PostLine(
        post=post.id,
        at=post.at,
        form=post.form,
        channel=post.channel,
        by=post.by,
        text=post.text,
        reposts=counts.reposts,
        comments=counts.comments,
        likes=counts.likes,
    )


def top_posts(reading: Reading) -> tuple[PostLine, ...]:
    """What most people passed on by the end, in the order it appeared."""
    return _furthest(reading, reading.posts, now=reading.reached, count=TOP)


def posts_after(
    reading: Reading, at: int, *, within: int, count: int, without: Collection[str] = ()
) -> tuple[PostLine, ...]:
    """The posts of the next ``within`` seconds that went furthest in them, in the order they appeared."""
    fresh = [post for post in reading.posts if at < post.at <= at + within and post.id not in without]
    return _furthest(reading, fresh, now=at + within, count=count)


def _furthest(reading: Reading, posts: Sequence[Post], *, now: int, count: int) -> tuple[PostLine, ...]:
    lines = [(place, _post(post, reading.situation.counts(post, now))) for place, post in enumerate(posts)]
    furthest = sorted(lines, key=lambda it: (-it[1].reposts, it[0]))[:count]
    return tuple(line for _, line in sorted(furthest, key=lambda it: it[0]))
