"""The plain mode: a whole drill in lines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from shell import drillroom

PLACES = Path(__file__).parents[1]
PACE = 1_000_000


def play(home: Path, *lines: str, lang: str = "en", words: tuple[str, ...] = ()) -> str:
    """What a piped drill of the toy prints; it must end well."""
    done = drillroom(
        "play", "toy", "--plain", "--seed", 3, "--pace", PACE, "--scenarios", PLACES, "--lang", lang, *words,
        home=home, stdin="".join(f"{line}\n" for line in lines),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def records(home: Path, kind: str) -> list[dict[str, Any]]:
    (log,) = (home / "drills").glob("*.jsonl")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.get("kind") == kind]


def test_at_end_of_input_it_goes_on_without_you(tmp_path: Path) -> None:
    """Exit 0, a log with baselines, a debrief beside it."""
    text = play(tmp_path)
    assert "goes on without you" in text
    assert "END OF THE EXERCISE" in text
    assert records(tmp_path, "BaselineMeasured")
    assert [path.suffix for path in (tmp_path / "drills").iterdir() if path.suffix == ".html"]


def test_every_card_carries_the_mark(tmp_path: Path) -> None:
    """Whatever has a time in front has the mark in front, in the viewer's language."""
    for lang, mark in (("en", "EXERCISE"), ("zh-Hans", "演练 · 内容虚构")):
        text = play(tmp_path / lang, "1", lang=lang) if (tmp_path / lang).mkdir() is None else ""
        cards = [line for line in text.splitlines() if re.search(r"T[+−]\d+:\d\d[)）]\]", line)]
        assert len(cards) > 10
        assert all(line.startswith(f"[{mark} ") for line in cards)


def test_prompts_are_answered_in_order(tmp_path: Path) -> None:
    """A number waits until something is asked: decision, call and its two questions, decision."""
    play(tmp_path, "2", "1", "1", "2", "1")
    taken = {line["decision"]: line["option"] for line in records(tmp_path, "DecisionTaken")}
    assert set(taken) == {"first-words", "late-words"}
    (call,) = records(tmp_path, "CallTaken")
    assert call["answers"] == ["line", "written"]


def test_how_sure_one_is_may_stand_behind_an_answer(tmp_path: Path) -> None:
    """Behind a number, an action, or the last choice of a dialog; it is said back, kept, and shown at the end."""
    text = play(tmp_path, "2 !3", "contain", "holding !1", "3", "", "1 ！2")
    names = {line["id"]: line["do"] for line in records(tmp_path, "CommandGiven")}
    declared = [(names[line["command"]], line["level"]) for line in records(tmp_path, "ConfidenceDeclared")]
    assert declared == [("decide", 3), ("holding_statement", 2)]
    assert "You said how sure you were: fairly sure." in text
    assert "How sure you were:" in text.partition("END OF THE EXERCISE")[2]
    assert "How sure you were:" not in text.partition("END OF THE EXERCISE")[0]


def test_who_declares_nothing_hears_nothing_of_it(tmp_path: Path) -> None:
    """No record, no section."""
    text = play(tmp_path, "2")
    assert not records(tmp_path, "ConfidenceDeclared")
    assert "How sure" not in text


def test_actions_go_by_id_by_name_and_in_chinese(tmp_path: Path) -> None:
    """Ids, beginnings, English and Chinese names, with or without the word of their group."""
    play(
        tmp_path,
        "skip",
        "assemble_team",
        "do contain",
        "notify users",
        "告知监管部门",
        "say update plain",
        "修复",
        "open a hotline",
    )
    given = [(line["do"], line.get("args", {})) for line in records(tmp_path, "CommandGiven")]
    assert given == [
        ("assemble_team", {}),
        ("contain", {}),
        ("notify", {"to": "users"}),
        ("notify", {"to": "regulator"}),
        ("update", {"tone": "plain"}),
        ("fix", {}),
        ("open_hotline", {}),
    ]


def test_a_refused_action_says_why_and_changes_nothing(tmp_path: Path) -> None:
    """One sentence, without an id, and no record."""
    text = play(tmp_path, "skip", "contain", "contain", "correct scope", "blame the intern")
    assert "Not possible: Stop the harm: that has been done or ordered already. Nothing has changed." in text
    assert "Not possible: Correct an earlier statement: nobody has confirmed this to you yet" in text
    assert "“blame the intern” is no action" in text
    assert [line["do"] for line in records(tmp_path, "CommandGiven")] == ["contain"]


def test_what_could_be_several_actions_is_asked(tmp_path: Path) -> None:
    """Never guessed."""
    text = play(tmp_path, "take", "report to")
    assert "could be: report_to_platform: Report falsehoods to the platform, report_to_police" in text
    assert records(tmp_path, "CommandGiven") == []


def test_a_named_value_that_does_not_fit_drops_the_order(tmp_path: Path) -> None:
    """It is told, the drill goes on, and one that fits is taken."""
    wrong = ("assess hours=many", "assess hours=nan", "assess severity=x", "hold_and_watch look_again=never")
    text = play(tmp_path, *wrong, "assess type=data_leak hours=3 severity=hi", "update next=soon")
    assert text.count("is none of the choices") == len(wrong) + 1
    assert text.count("Dropped; nothing was done.") == len(wrong) + 1
    (args,) = [line["args"] for line in records(tmp_path, "CommandGiven")]
    assert args == {"type": "data_leak", "hours": 3.0, "severity": "hi"}


def test_a_figure_is_a_number_that_people_write(tmp_path: Path) -> None:
    """``nan`` and ``inf`` are words like any other; a number too large for one is none."""
    for typed in ("nan", "inf", "-inf", "1e999", "1e308m"):
        home = tmp_path / typed
        home.mkdir()
        text = play(home, "skip", "statement", "scope", "about", typed, "cancel")
        assert "Which words?" in text
        assert "Dropped; nothing was done." in text


def test_composer_fills_a_template_and_sends_it_to_sign_off(tmp_path: Path) -> None:
    """Template, slots, next word, tone, confirmation; the typed words stand in the people file only."""
    text = play(tmp_path, "skip", "holding", "1", "a file is going around", "", "45m", "1", "1")
    assert "“We know of a file is going around. our engineers are checking it" in text
    assert "It tells no fact." in text
    (given,) = records(tmp_path, "CommandGiven")
    assert given["args"]["tone"] == "warm"  # type: ignore[index]
    assert given["args"]["next"] == 2700  # type: ignore[index]
    (log,) = (tmp_path / "drills").glob("*.jsonl")
    assert "going around" not in log.read_text(encoding="utf-8")
    assert "going around" in next((tmp_path / "drills").glob("*.people.json")).read_text(encoding="utf-8")
    assert text.count("a file is going around") >= 2


def test_cancel_drops_a_dialog(tmp_path: Path) -> None:
    """Nothing was done, and the next line is a new order."""
    text = play(tmp_path, "skip", "holding", "cancel", "contain")
    assert "Dropped; nothing was done." in text
    assert [line["do"] for line in records(tmp_path, "CommandGiven")] == ["contain"]


def test_no_typed_word_stands_in_the_log(tmp_path: Path) -> None:
    """Whatever is typed freely goes to the people file; what is chosen from a list stays in the log."""
    report = "brief_upward facts=Feather-knew risk=Feather-talks decision=Feather-goes"
    lines = ("assign", "ring up Feather", "2", "assess type=data_leak scope=Feather-Street", report)
    play(tmp_path, *lines)
    given = {line["do"]: line["args"] for line in records(tmp_path, "CommandGiven")}
    (log,) = (tmp_path / "drills").glob("*.jsonl")
    assert "Feather" not in log.read_text(encoding="utf-8")
    texts = json.loads(log.with_name(f"{log.stem}.people.json").read_text(encoding="utf-8"))["texts"]
    assert texts[given["assign"]["task"]] == "ring up Feather"
    assert given["assess"] == {"type": "data_leak", "scope": given["assess"]["scope"]}
    assert [texts[key] for key in given["brief_upward"].values()] == ["Feather-knew", "Feather-talks", "Feather-goes"]


def test_own_words_in_quotes_need_no_composer(tmp_path: Path) -> None:
    """What stands in quotes is published as it is."""
    text = play(tmp_path, "skip", 'say holding "We are [/looking] into it."', "说 进展通报 “马上好”")
    assert "We are [/looking] into it." in text
    assert "马上好" in text


@pytest.mark.parametrize("view", ["?", "? say", "feed", "inbox", "facts", "said", "tasks", "status", "prompt"])
def test_every_view_answers(view: str, tmp_path: Path) -> None:
    """Something comes back, and nothing is done by looking."""
    text = play(tmp_path, view)
    assert "no action" not in text
    assert records(tmp_path, "CommandGiven") == []


def test_trust_is_hidden_unless_asked_for(tmp_path: Path) -> None:
    """Only what monitoring shows; --show-state shows the state and the ledger."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    hidden = play(tmp_path / "a", "1").partition("END OF THE EXERCISE")[0]
    shown = play(tmp_path / "b", "1", words=("--show-state",)).partition("END OF THE EXERCISE")[0]
    assert "Situation report:" in hidden
    assert "trust" not in hidden.casefold()
    assert "State: trust" in shown


def test_no_raw_id_and_no_english_in_a_chinese_drill(tmp_path: Path) -> None:
    """Everything of ours speaks Chinese; only tags one may type and net names are in Latin letters."""
    text = play(tmp_path, "帮助", "? 说", "事实板", "1", "首次回应", "1", "", "", "45m", "1", "1", lang="zh-Hans")
    found = set(re.findall(r"[A-Za-z_]*[A-Za-z]{3,}[A-Za-z_]*", text.partition("总分")[0]))
    assert not found, found


def test_quit_saves_and_resume_goes_on(tmp_path: Path) -> None:
    """The rest of the drill has the same world as if nobody had left."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert "go on with: drillroom resume" in play(tmp_path / "a", "2", "contain", "quit", "never read")
    assert records(tmp_path / "a", "DrillClosed") == []
    done = drillroom("resume", "--plain", "--pace", PACE, home=tmp_path / "a", stdin="")
    assert done.returncode == 0, done.stderr
    assert "Status at" in done.stdout
    play(tmp_path / "b", "2", "contain")
    at = [records(tmp_path / place, "CommandGiven") for place in "ab"]
    assert [line["do"] for line in at[0]] == [line["do"] for line in at[1]]
    (log,) = (tmp_path / "a" / "drills").glob("*.jsonl")
    assert drillroom("verify", log, home=tmp_path).returncode == 0
    again = drillroom("resume", log, "--plain", home=tmp_path)
    assert again.returncode == 2
    assert "is over" in again.stderr


def test_relaxed_is_written_into_the_header(tmp_path: Path) -> None:
    """Windows are twice as long, and the log says so."""
    play(tmp_path, words=("--relaxed",))
    (opened, *_) = records(tmp_path, "DecisionOpened")
    assert opened["closes"] == 900 + 1200  # type: ignore[comparison-overlap]
    (log,) = (tmp_path / "drills").glob("*.jsonl")
    assert json.loads(log.read_text(encoding="utf-8").splitlines()[0])["settings"]["relaxed"] is True


def test_self_rating_comes_before_the_marks(tmp_path: Path) -> None:
    """What was typed is kept as a session record, and then the marks are shown."""
    lines = ["2", "2", "2", "4", "3", "2", "the late one"]
    text = play(tmp_path, *lines)
    assert text.index("Before any score") < text.index("Total")
    (rated,) = records(tmp_path, "SelfRated")
    answers = rated["answers"]
    assert isinstance(answers, dict)
    assert (answers["speed"], answers["openness"], answers["responsibility"]) == (4, 3, 2)
