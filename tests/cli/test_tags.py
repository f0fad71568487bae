"""Short tags instead of ids."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from shell import drillroom
from test_plain import play, records

from drillroom.log import records as r
from drillroom.log.feed import Feed
from drillroom.views.tags import Tags

BY = r.Text(ref="cast.h0")
CURVE = r.Curve(size=1, mix=(1.0,), likes=0, comments=0)


def _came(kind: str, name: str) -> r.Record:
    if kind == "signal":
        return r.SignalAppeared(at=0, signal=name, channel="forum", by=BY, text=BY)
    if kind == "ours":
        return r.StatementPublished(
            at=0, statement=f"s{name}", do="update", seat="pr", channel="forum", audience="public", tone="plain",
            claims=(), text=BY, curve=CURVE,
        )  # fmt: skip
    return r.PostAppeared(at=0, post=name, form="post", channel="forum", by=BY, text=BY, tone=0, curve=CURVE)


@given(st.lists(st.sampled_from(["post", "signal", "ours"]), max_size=30), st.data())
def test_tags_are_numbers_in_order_of_appearance(kinds: list[str], data: st.DataObject) -> None:
    """Read as it grows or afterwards: the same tags, without gaps; our own words count for nothing."""
    feed, later = Feed(), Feed()
    growing = Tags(feed)
    for number, kind in enumerate(kinds):
        feed.apply(_came(kind, f"x{number}"))
        later.apply(_came(kind, f"x{number}"))
        if data.draw(st.booleans()):
            growing.ids("post")
    for kind, letter in (("post", "p"), ("signal", "g")):
        names = [f"x{number}" for number, it in enumerate(kinds) if it == kind]
        assert growing.ids(kind) == {f"{letter}{n}": name for n, name in enumerate(names, 1)}
        assert growing.ids(kind) == Tags(later).ids(kind)
    assert growing.post("s0") == "s0"
    assert growing.ids("call") == {}


def test_no_card_shows_an_id_of_the_scenario(tmp_path: Path) -> None:
    """The post called ``first`` is p1 on its card and in the feed; the crowd has tags of its own."""
    text = play(tmp_path, "skip", "feed", "holding plain")
    assert "@nightowl · p1\n" in text
    assert re.search(r" p1 · .*@nightowl", text)
    assert not re.search(r"· (first|c\d+-\d+)\b", text)
    assert re.search(r"WE SAY · .* · s1\n", text)


def test_a_post_goes_by_tag_and_by_id(tmp_path: Path) -> None:
    """Typed behind the action, or as the answer to a question; a signal is no post."""
    for name, lines in (("a", ["reply p1"]), ("b", ["reply first"]), ("c", ["reply", "p1"])):
        (tmp_path / name).mkdir()
        play(tmp_path / name, "skip", *lines)
        (given_,) = records(tmp_path / name, "CommandGiven")
        assert given_["args"] == {"post": "first"}
    (tmp_path / "d").mkdir()
    play(tmp_path / "d", "skip", "reply g1")
    assert records(tmp_path / "d", "CommandGiven") == []


def test_signals_go_by_tag(tmp_path: Path) -> None:
    """Look and grade by the tag on the card; no id is shown before the alert."""
    lines = "".join(f"{line}\n" for line in ("skip", "skip", "look g1", "grade g1 high", "quit"))
    done = drillroom(
        "play", "open-back-door", "--plain", "--seed", 3, "--pace", 1_000_000, home=tmp_path, stdin=lines
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(r"Signal · .* · g1\n", done.stdout)
    assert [line["do"] for line in records(tmp_path, "CommandGiven")] == ["look", "grade"]
    assert "odd-traffic" not in done.stdout


def test_the_demo_shows_no_tags(tmp_path: Path) -> None:
    """Nothing can be typed there."""
    done = drillroom("demo", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not re.search(r" · [pgs]\d+\b", done.stderr)
    assert not re.search(r" · [a-z]+-[a-z-]+\b", done.stderr)
