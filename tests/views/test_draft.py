"""What a draft says, what may be ticked in it, and the command that comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moment import after, crisis, ordered, published

from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log import records as r
from drillroom.scenario.calls import settle
from drillroom.scenario.values import TEXT_LIMIT
from drillroom.views import drafting
from drillroom.views.cautions import cautions, is_ready, way_out
from drillroom.views.draft import (
    OWN,
    USUAL,
    Draft,
    Tick,
    begun,
    carries,
    command,
    from_template,
    is_written,
    kinds,
    opened,
    templates,
    typed_words,
    words_of,
)
from drillroom.views.palette import Palette
from drillroom.views.ticking import as_kind, rows, ticked, turned, why_grey

HOUR = 3600
VOCABULARY = default_rules().vocabulary
HOSTILE = ("[/oops]", "[@click=app.quit]x[/]", "\x1b[31mred", "{known} {next} {0}", "‮back", "a\x00b", "字" * 50)


def post(name: str = "p-1") -> r.PostAppeared:
    return r.PostAppeared(
        at=60,
        post=name,
        form="post",
        channel="microblog",
        by=r.Text(ref="scenario.people.blogger"),
        text=r.Text(ref="scenario.title"),
        tone=-0.5,
        curve=r.Curve(size=1.0, mix=(1.0,), likes=1.0, comments=1.0),
        inject=None,
        about=None,
    )


def desk(*more: r.Record, lang: str = "en") -> Palette:
    """Half an hour in: what happened is confirmed, nothing else; passwords are alleged, one post is there."""
    known = r.FactLearned(at=40, to=("pr", "lead"), fact="what", source="task")
    alleged = r.AllegationMade(at=50, allegation="passwords", post="p-1")
    palette = after(known, alleged, post(), *more, lang=lang)
    palette.situation.now_is(1800)
    return palette


REACHED = (r.StakeholderReached(at=70, group="users", late=False),)
NOT_TOLD = "For the public, users do not count as told: “For: users” or Notify does it."


def stops(palette: Palette, draft: Draft) -> list[str]:
    return [it.text for it in cautions(palette, draft) if it.stops]


def row(palette: Palette, draft: Draft, key: str) -> tuple[tuple[str, ...], str]:
    """(what may be said, why nothing) of one row."""
    found = next(it for it in rows(palette, draft) if it.key == key)
    return found.ops, found.why


# ------------------------------------------------------------------ kinds


def test_every_saying_action_with_words_can_be_written() -> None:
    """Only a call has a dialog of its own, and what publishes nothing is no statement."""
    assert set(kinds(desk())) == {
        do for do, action in VOCABULARY.actions.items() if action.speaks and "answers" not in action.args.values()
    }
    assert not is_written(desk(), "take_call")
    assert not is_written(desk(), "hold_and_watch")
    assert not is_written(desk(), "contain")
    assert not is_written(desk(), "decide")


@pytest.mark.parametrize(
    ("do", "how"),
    [
        ("holding_statement", "none"),
        ("disclose", "facts"),
        ("update", "facts"),
        ("statement", "claims"),
        ("correct", "fact"),
        ("deny", "against"),
        ("rebut", "against"),
        ("reply", "post"),
    ],
)
def test_a_kind_tells_what_its_arguments_hold(do: str, how: str) -> None:
    """Nobody keeps a second list of it."""
    assert carries(VOCABULARY, do) == how


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_template_has_words_in_every_language(lang: str) -> None:
    """Whatever kind and template one begins with, something stands there; only one's own words begin empty."""
    palette = desk(lang=lang)
    for do in kinds(palette):
        for template in templates(palette, do):
            words = words_of(palette, from_template(palette, begun(palette, do), template))
            assert bool(words) == (template != OWN)
            assert "{" not in words
    assert [label for _, label in drafting.template_choices(palette, begun(palette, "disclose"))]


# ------------------------------------------------------------------ words


def test_the_scenario_lines_come_first() -> None:
    """They are written for this crisis; two for a first response, one where the fault is known for an apology."""
    palette = desk()
    assert templates(palette, "holding_statement") == ("line:cause-open", "line:cause-ours", USUAL, OWN)
    assert templates(palette, "apologize") == ("line:cause-ours", USUAL, OWN)


def test_typed_blanks_stand_in_the_words_and_empty_ones_hold_the_usual() -> None:
    """The stop that somebody types does not come out twice, and the hour is the one that is promised."""
    draft = begun(desk(), "holding_statement").filled("known", "a file is going around.")
    words = words_of(desk(), draft)
    assert "What we know: a file is going around. What we are doing: our engineers are checking it." in words
    assert "again at 11:34," in words
    assert command(desk(), draft) == ("holding_statement", {"words": words, "next": HOUR})


def test_the_hour_in_opened_words_stays_the_promised_one() -> None:
    """Somebody goes on writing for five minutes: the words say 11:34 and so does the command, until it is past."""
    palette = desk()
    free = opened(palette, begun(palette, "holding_statement"))
    palette.situation.now_is(1800 + 300)
    assert "again at 11:34," in words_of(palette, free)
    assert command(palette, free)[1]["next"] == HOUR - 300
    assert "Promises the next word by 11:34." in [it.text for it in cautions(palette, free)]
    assert command(palette, free.setting("next", 1800))[1]["next"] == 1800
    assert "next" not in command(palette, free.setting("next", None))[1]
    palette.situation.now_is(1800 + HOUR)
    assert command(palette, free)[1]["next"] == HOUR


def test_a_template_names_the_hour_of_the_moment_it_is_sent() -> None:
    """As long as nobody opened it, its hour moves with the clock."""
    palette = desk()
    draft = begun(palette, "holding_statement")
    palette.situation.now_is(1800 + 300)
    assert "again at 11:39," in words_of(palette, draft)
    assert command(palette, draft)[1]["next"] == HOUR


def test_the_usual_words_are_no_words_of_ours() -> None:
    """The command holds none: the log speaks to everyone in their language."""
    draft = from_template(desk(), Draft(do="express_regret"), USUAL)
    assert command(desk(), draft) == ("express_regret", {})
    assert words_of(desk(), draft).startswith("We are sorry")


def test_ticked_facts_stand_in_the_blank_for_what_is_known() -> None:
    """As long as nobody typed anything there."""
    palette = desk()
    draft = turned(palette, begun(palette, "disclose"), "fact:what")
    assert "What we can confirm: profiles and phone numbers" in words_of(palette, draft)
    assert "What we can confirm: it is real. What" in words_of(palette, draft.filled("known", "it is real"))


def test_free_text_begins_with_what_stands_there() -> None:
    """And nothing that was typed before is lost on the way back and forth."""
    palette = desk()
    draft = begun(palette, "holding_statement").filled("known", "little")
    free = opened(palette, draft)
    assert (free.template, free.own) == (OWN, words_of(palette, draft) + "\n")
    assert words_of(palette, free) == words_of(palette, draft)
    there_and_back = opened(palette, from_template(palette, replace(free, own="mine"), "line:cause-ours"))
    assert there_and_back.own == "mine"
    assert there_and_back.slots["known"] == "little"


@pytest.mark.parametrize("words", HOSTILE)
def test_typed_words_stay_words(words: str) -> None:
    """They are cleaned, never filled in, never read; and they claim nothing."""
    palette = desk()
    draft = replace(begun(palette, "update"), template=OWN, own=f"x{words}x")
    args = command(palette, draft)[1]
    assert args == {"words": words_of(palette, draft), "next": HOUR}
    assert not set(args["words"]) & set("\x1b\x00‮")
    slotted = begun(palette, "update").filled("known", f"x{words}x")
    assert words_of(palette, slotted).count("{next}") == words.count("{next}")


# ------------------------------------------------------------------ ticks


@pytest.mark.parametrize("do", ["disclose", "update", "correct"])
def test_a_fact_that_was_not_delivered_cannot_be_ticked(do: str) -> None:
    """It is grey, says why, and shows no truth but the question people ask."""
    palette = desk()
    draft = begun(palette, do)
    assert row(palette, draft, "fact:scope") == ((), "not confirmed to you")
    assert turned(palette, draft, "fact:scope") == draft
    assert ticked(palette, draft, "fact:scope", Tick()) == draft
    found = next(it for it in rows(palette, draft) if it.key == "fact:scope")
    assert (found.words, found.asks) == ("", "How many of us? Am I in it?")


def test_facts_travel_as_each_kind_takes_them() -> None:
    """A list, claims that hold no value, one fact, an allegation or a fact, a post."""
    told = replace(published(90, "s1", "disclose"), claims=(r.Claim(op="is", fact="what", value="x"),))
    palette = desk(ordered(80, "s1", "disclose"), told)

    def args(do: str, key: str) -> dict[str, object]:
        draft = from_template(palette, turned(palette, begun(palette, do), key), USUAL)
        return command(palette, replace(draft, next=None))[1]

    assert args("disclose", "fact:what") == {"facts": ["what"]}
    assert args("update", "fact:what") == {"facts": ["what"]}
    assert args("statement", "fact:what") == {"claims": [{"fact": "what", "op": "is"}]}
    assert args("correct", "fact:what") == {"fact": "what"}
    assert args("deny", "allegation:passwords") == {"allegation": "passwords"}
    assert args("deny", "fact:scope") == {"fact": "scope"}
    assert args("rebut", "allegation:passwords") == {"allegation": "passwords"}
    assert args("reply", "post:p-1") == {"post": "p-1"}


def test_a_rebuttal_needs_evidence_and_a_correction_something_said() -> None:
    """Both say why they are grey."""
    palette = desk()
    assert row(palette, begun(palette, "rebut"), "fact:scope") == ((), "no evidence is confirmed to you")
    assert row(palette, begun(palette, "rebut"), "allegation:passwords")[0] == ("not",)
    assert row(palette, begun(palette, "correct"), "fact:what") == ((), "we have said nothing of it")


def test_a_statement_may_say_a_figure_or_that_it_is_not_known() -> None:
    """Of a number, also before it is confirmed; of anything, that it is not known yet."""
    palette = desk()
    draft = begun(palette, "statement")
    assert row(palette, draft, "fact:scope")[0] == ("about", "at_least", "unknown")
    assert row(palette, draft, "fact:what")[0] == ("is", "unknown")
    assert row(palette, draft, "fact:cause")[0] == ("unknown",)
    for typed, value in (("1,000", 1000), ("1.2 million", 1_200_000), ("420 万", 4_200_000), ("0.5", 0.5)):
        about = ticked(palette, draft, "fact:scope", Tick("about", typed))
        assert command(palette, about)[1]["claims"] == [{"fact": "scope", "op": "about", "value": value}]
        assert f"Scope: about {typed}" in words_of(palette, about)
    unknown = ticked(palette, draft, "fact:scope", Tick("unknown"))
    assert command(palette, unknown)[1]["claims"] == [{"fact": "scope", "op": "unknown"}]
    assert is_ready(palette, unknown)


@pytest.mark.parametrize("figure", ["", "many", "nan", "inf", "1e300", "[/oops]"])
def test_a_figure_that_is_none_stops_the_words(figure: str) -> None:
    """And says which."""
    palette = desk()
    draft = ticked(palette, begun(palette, "statement"), "fact:scope", Tick("about", figure))
    assert stops(palette, draft) == ["Scope: type a figure."]


def test_turning_goes_round_everything_that_may_be_said() -> None:
    """Forward and back, ending where it began."""
    palette = desk()
    draft = begun(palette, "statement")
    said = []
    for _ in range(4):
        draft = turned(palette, draft, "fact:scope")
        said.append(draft.ticks["fact:scope"].op if draft.ticks else None)
    assert said == ["about", "at_least", "unknown", None]
    assert turned(palette, draft, "fact:scope", -1).ticks["fact:scope"].op == "unknown"


def test_only_one_thing_is_denied_at_a_time() -> None:
    """Ticking another takes the first tick away."""
    palette = desk()
    draft = turned(palette, turned(palette, begun(palette, "deny"), "allegation:passwords"), "fact:what")
    assert draft.ticked("fact") == ("what",)
    assert draft.ticked("allegation") == ()


def test_another_kind_keeps_the_words_and_what_it_can_tell() -> None:
    """Facts go along from a report to a statement, and stay behind for an apology."""
    palette = desk()
    draft = turned(palette, begun(palette, "update").filled("doing", "closing it"), "fact:what")
    assert command(palette, as_kind(palette, draft, "statement"))[1]["claims"] == [{"fact": "what", "op": "is"}]
    sorry = as_kind(palette, draft, "apologize")
    assert sorry.ticks == {}
    assert "closing it" in words_of(palette, sorry)


# ------------------------------------------------------------------ what was given, and settings


def test_what_was_given_is_in_the_draft() -> None:
    """A post that was picked, words, facts, settings; and back in the command."""
    palette = desk()
    for do, args in (
        ("reply", {"post": "p-1", "words": "thank you", "tone": "warm"}),
        ("update", {"facts": ["what"], "words": "x", "channel": "site", "next": 1800, "to": "users"}),
        ("deny", {"allegation": "passwords", "words": "no"}),
        ("holding_statement", {"words": "x", "check": "skip"}),
    ):
        assert command(palette, begun(palette, do, args)) == (do, args)


def test_settings_that_are_the_usual_ones_are_left_out() -> None:
    """The first of each choice is what happens anyway."""
    palette = desk()
    draft = begun(palette, "statement")
    assert drafting.tones(palette) == (("warm", "warm"), (None, "plain"), ("stiff", "stiff"))
    assert drafting.channels(palette)[0] == (None, "In-app notice")
    assert drafting.audiences(palette, draft)[0] == (None, "the public")
    assert drafting.promises(palette, draft)[0] == (None, "no promise")


# ------------------------------------------------------------------ cautions


def test_a_promise_is_said_and_where_the_words_do_not_hold_it() -> None:
    """In a template it stands in the text; beside the usual words it does not."""
    palette = desk(*REACHED)
    said = [it.text for it in cautions(palette, begun(palette, "holding_statement"))]
    assert "Promises the next word by 11:34." in said
    plain = Draft(do="express_regret", next=1800)
    assert [it.text for it in cautions(palette, plain)] == [
        "Promises the next word by 11:04. Your words do not say so."
    ]


def test_a_template_that_promises_a_time_needs_one() -> None:
    """Without it the blank would be published."""
    draft = replace(begun(desk(), "holding_statement"), next=None)
    assert stops(desk(), draft) == ["Say when the next word comes: the text promises a time."]


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("disclose", "Tick at least one fact."),
        ("statement", "Tick what it says of at least one fact."),
        ("correct", "Tick the fact that you correct."),
        ("deny", "Tick what you speak against."),
        ("reply", "Pick the post that you answer."),
    ],
)
def test_what_is_missing_stops_the_words(do: str, said: str) -> None:
    """It is said before anybody sends them."""
    assert stops(desk(), begun(desk(), do)) == [said]


def test_own_words_are_neither_empty_nor_too_long() -> None:
    """How many characters are left is said only once they are few."""
    palette = desk()
    draft = replace(begun(palette, "express_regret"), template=OWN, next=None)
    assert stops(palette, draft) == ["Nothing is written yet."]
    assert stops(palette, replace(draft, own="x" * (TEXT_LIMIT + 12))) == ["12 characters too many."]
    texts = [it.text for it in cautions(palette, replace(draft, own="x" * (TEXT_LIMIT - 20)))]
    assert "20 characters left." in texts
    assert not any("left" in it.text for it in cautions(palette, replace(draft, own="short")))


def test_words_of_a_kind_without_facts_are_not_counted_as_told() -> None:
    """Beside the facts it is said which kind tells them; an answer to a post shows none."""
    palette = desk()
    draft = begun(palette, "holding_statement")
    said = "Typed words are not counted as facts told. To tell a fact: F2, Make facts public, and tick it."
    assert drafting.law(palette, draft) == said
    assert drafting.law(palette, begun(palette, "disclose")).startswith("Only what is ticked counts as told")
    assert drafting.law(palette, begun(palette, "reply")) == ""


def test_users_are_not_told_by_public_words() -> None:
    """Also not in the app they use every day; words for them, a notice, or another channel are another matter."""
    draft = begun(desk(), "update")

    def said(draft: Draft, *more: r.Record) -> bool:
        return NOT_TOLD in [it.text for it in cautions(desk(*more), draft)]

    assert said(draft)
    assert said(draft.setting("channel", "app_notice"))
    assert not said(draft.setting("channel", "site"))
    assert not said(draft.setting("to", "users"))
    assert not said(draft.setting("to", "media"))
    assert not said(draft, *REACHED)
    assert said(draft, r.StakeholderMissed(at=70, group="users"))


def test_how_it_goes_out_is_one_line() -> None:
    """Where, for whom, in which tone, and when the next word comes."""
    draft = begun(desk(), "update")
    assert drafting.way(desk(), draft) == "In-app notice · for the public · plain · next word by 11:34"
    changed = draft.setting("channel", "site").setting("to", "users").setting("tone", "warm").setting("next", None)
    assert drafting.way(desk(), changed) == "Company website · for users · warm · no promise"


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("disclose", "Tick at least one fact."),
        ("update", "Tick a fact, or type what you know for certain."),
        ("statement", "Tick what it says of at least one fact."),
    ],
)
def test_what_is_known_but_not_ticked_is_missing_in_the_words(do: str, said: str) -> None:
    """Nobody who knows what happened says that it is only being reported."""
    palette, nothing = desk(), after()
    draft = begun(palette, do)
    assert "____ (tick a fact)" in words_of(palette, draft)
    assert stops(palette, draft) == [said]
    assert "____ (tick a fact)" not in words_of(palette, draft.filled("known", "little"))
    assert "____" not in words_of(palette, turned(palette, draft, "fact:what"))
    assert "so far only that this is being reported" in words_of(nothing, begun(nothing, do))


def test_a_blank_in_words_of_ones_own_stops_them() -> None:
    """It came along when the template was opened; what was to be ticked is not said in words."""
    palette = desk()
    free = opened(palette, begun(palette, "update"))
    assert words_of(palette, free).startswith("Progress report. Where things stand: ____. What")
    assert stops(palette, free) == ["A blank is left in your words: ____"]


def test_a_draft_is_known_by_what_was_typed() -> None:
    """In blanks, or freely below what stood there."""
    palette = desk()
    draft = begun(palette, "holding_statement")
    assert typed_words(palette, draft) == words_of(palette, draft)
    filled = draft.filled("doing", "closing it.").filled("known", "little")
    assert typed_words(palette, filled) == "little · closing it"
    free = opened(palette, draft)
    assert typed_words(palette, replace(free, own=free.own + "My words.")).startswith("My words. We have seen")


def test_a_grey_row_says_why() -> None:
    """In a sentence, also where the kind tells nothing at all."""
    palette = desk()
    draft = begun(palette, "update")
    assert why_grey(palette, draft, "fact:scope") == "Scope cannot be ticked: not confirmed to you."
    assert why_grey(palette, draft, "fact:what") == ""
    assert why_grey(palette, begun(palette, "apologize"), "fact:what").endswith(": this kind tells no facts.")


def test_what_nobody_has_confirmed_is_named() -> None:
    """A figure of one's own before the fact is there."""
    palette = desk()
    draft = ticked(palette, begun(palette, "statement"), "fact:scope", Tick("at_least", "5"))
    assert "You say what nobody has confirmed: Scope." in [it.text for it in cautions(palette, draft)]


def test_sign_off_is_skipped_only_where_there_is_one() -> None:
    """And words that were drafted ahead go out at once, the first time."""
    palette = desk()
    assert command(palette, replace(begun(palette, "update"), is_unchecked=True))[1]["check"] == "skip"
    assert "check" not in command(palette, replace(Draft(do="listen"), is_unchecked=True))[1]
    assert way_out(palette, "update") == "Legal needs about 5 min"
    assert way_out(palette, "listen") == "15 min of work · out without sign-off, none is needed"
    ready = desk(r.TaskDone(at=0, task="t1", do="draft_statement", waited=0, args={}))
    assert way_out(ready, "holding_statement") == "out without sign-off, none is needed"


def approving() -> Palette:
    """The crisis, in which legal has agreed to the first template beforehand."""
    first, *others = crisis().lines
    lines = [first.model_copy(update={"approved": True}), *others]
    return after(scenario=crisis().model_copy(update={"lines": lines}))


def test_approved_words_go_out_at_once() -> None:
    """The line travels with the words, nobody reads them, and nothing can be skipped; freely written, it is over."""
    palette = approving()
    draft = begun(palette, "holding_statement")
    assert dict(drafting.template_choices(palette, draft))[draft.template].endswith("(approved)")
    assert way_out(palette, draft.do, draft) == "approved beforehand: goes out at once"
    assert command(palette, replace(draft, is_unchecked=True))[1].keys() >= {"line", "words", "next"}
    assert "check" not in command(palette, replace(draft, is_unchecked=True))[1]
    assert settle(*command(palette, draft), palette.names.scenario, VOCABULARY)["line"] == "cause-open"
    free = opened(palette, draft)
    assert "line" not in command(palette, free)[1]
    assert "Legal" in way_out(palette, free.do, free)


def test_what_legal_may_strike_is_a_setting_of_words_that_claim() -> None:
    """A statement of figures can come back; an update of confirmed facts cannot."""
    palette = desk()
    draft = begun(palette, "statement").setting("redline", "take")
    assert [value for value, _ in drafting.redlines(palette, draft)] == [None, "take"]
    assert command(palette, draft)[1]["redline"] == "take"
    assert "redline" not in command(palette, draft.setting("redline", None))[1]
    other = as_kind(palette, draft, "update")
    assert drafting.redlines(palette, other) == ()
    assert "redline" not in command(palette, other)[1]


def test_nobody_answers_what_nobody_has_looked_at() -> None:
    """Before the alert a sign has to be looked at first; words that answer nothing are free."""
    palette = after()
    palette.situation.now_is(-HOUR)
    text = "Nothing has come up yet that this would answer: look at the signals first."
    assert stops(palette, begun(palette, "holding_statement")) == [text]
    assert stops(palette, begun(palette, "promote")) == []
    assert next(it for it in drafting.all_kinds(palette) if it.do == "update").way == text


def test_what_is_done_once_is_not_offered_again() -> None:
    """Also while it is under way."""
    palette = desk(ordered(80, "s1", "invite_experts"))
    assert stops(palette, begun(palette, "invite_experts")) == ["This has been done or ordered already."]


# ------------------------------------------------------------------ the law

_TYPED = st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE), st.just("x" * (TEXT_LIMIT + 1)))
_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["fill", "own", "turn", "set", "template", "open", "kind", "figure"]),
        st.integers(0, 60),
        _TYPED,
    ),
    max_size=8,
)


def moved(palette: Palette, draft: Draft, move: tuple[str, int, str]) -> Draft:
    """The draft after something that the screen lets one do."""
    what, number, typed = move
    if what == "fill":
        return draft.filled(("known", "doing", "you_can")[number % 3], typed)
    if what == "own":
        return replace(draft, template=OWN, own=typed)
    if what == "template":
        every = templates(palette, draft.do)
        return from_template(palette, draft, every[number % len(every)])
    if what == "open":
        return opened(palette, draft)
    if what == "kind":
        every_kind = kinds(palette)
        return as_kind(palette, draft, every_kind[number % len(every_kind)])
    if what == "set":
        name, choices = (
            ("tone", drafting.tones(palette)),
            ("channel", drafting.channels(palette)),
            ("to", drafting.audiences(palette, draft)),
            ("next", drafting.promises(palette, draft)),
        )[number % 4]
        return draft.setting(name, choices[number % len(choices)][0])
    found = rows(palette, draft)
    if not found:
        return draft
    here = found[number % len(found)]
    if what == "figure":
        return ticked(palette, draft, here.key, Tick(("about", "at_least", "is")[number % 3], typed))
    return turned(palette, draft, here.key, 1 if number % 2 else -1)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.integers(0, 30), moves=_MOVES, is_unchecked=st.booleans())
def test_every_draft_settles_or_says_what_stops_it(
    start: int, moves: list[tuple[str, int, str]], is_unchecked: bool
) -> None:
    """Nothing is refused for its form that the screen has not said; and what goes is what was shown."""
    palette = desk()
    every = kinds(palette)
    draft = begun(palette, every[start % len(every)])
    for move in moves:
        draft = moved(palette, draft, move)
    draft = replace(draft, is_unchecked=is_unchecked)
    if not is_ready(palette, draft):
        assert stops(palette, draft)
        return
    do, args = command(palette, draft)
    settled = settle(do, args, crisis(), VOCABULARY)
    assert settled.get("words", words_of(palette, draft)) == words_of(palette, draft)
    for fact in settled.get("facts", []):
        assert fact in palette.known()
    plain, typed = palette.keyed(do, args)
    assert set(typed) <= {"words"}
    assert "words" not in plain


def test_chinese_words_keep_their_own_stop() -> None:
    """The template's full stop is not doubled."""
    palette = desk(lang="zh-Hans")
    assert palette.speech.lang == speech("zh-Hans").lang
    words = words_of(palette, begun(palette, "holding_statement").filled("known", "网上流传的文件部分属实。"))
    assert "目前能确认的：网上流传的文件部分属实。我们在做的" in words
