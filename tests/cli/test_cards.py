"""What the cards say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_plain import play

from drillroom.cli.plain.boards import Boards
from drillroom.cli.plain.typed import Words
from drillroom.doctrine.read import default_rules
from drillroom.language import speech
from drillroom.log import records as r
from drillroom.log.situation import Situation
from drillroom.runtime.opening import open_header
from drillroom.scenario.load import load_scenario
from drillroom.views.cards import Card, Teller
from drillroom.views.monitoring import read
from drillroom.views.names import Names
from drillroom.views.palette import Palette
from drillroom.views.reports import report_line

TOY = Path(__file__).parents[1] / "toy" / "scenario.yaml"


def teller(lang: str = "en") -> Teller:
    """A viewer of the toy, before anything has happened."""
    rules = default_rules()
    scenario = load_scenario(TOY.read_bytes(), file="toy", vocabulary=rules.vocabulary)
    header = open_header(scenario, rules, seed=1, playbooks={}, relaxed=False)
    return Teller(header, Names(scenario, rules.vocabulary, speech(lang)), dict, Situation(header))


def card(record: r.Record, lang: str = "en") -> Card:
    """The card of a record that has one."""
    found = teller(lang).card(record)
    assert found is not None
    return found


@pytest.mark.parametrize("found", ["hidden", "wrong", "lie"])
def test_a_fact_comes_out(found: str) -> None:
    """Whatever people had not heard from the team."""
    assert card(r.FactLeaked(at=60, fact="what", found=found)).title == "It is out: What happened"


def test_what_we_had_told_does_not_come_out() -> None:
    """It is no news."""
    assert teller().card(r.FactLeaked(at=60, fact="what", found="told")) is None


def test_a_summons_says_what_to_type_and_by_when() -> None:
    """The action that answers it, and the hour in the story beside the time from the alert."""
    boss = r.Text(ref="scenario.people.boss")
    it = r.SummonsArrived(at=60, summons="x", by=boss, text=boss, due=4 * 3600 + 240, questions=())
    says = "Type: call (answer its questions one by one), or: notify regulator (in writing)"
    assert card(it).body[-1] == f"Answer by 14:04 (T+4:04). {says}"
    says = "输入：接听（逐条作答），或：告知监管部门（书面答复）"
    assert card(it, "zh-Hans").body[-1] == f"答复期限：14:04（T+4:04）。{says}"


@pytest.mark.parametrize(
    "record",
    [
        r.DutyStarted(at=0, duty="duty-1", due=-3600),
        r.WatchSet(at=0, look_again=-3600, condition=None),
        r.PromiseMade(at=0, promise="p", statement="s1", due=-3600, needs=()),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_due_times_show_the_hour_with_two_digits(record: r.Record, lang: str) -> None:
    """``09:00`` beside T−1:00."""
    it = card(record, lang)
    assert "09:00" in it.title + "".join(it.body)
    assert "T−1:00" in it.title + "".join(it.body)


@pytest.mark.parametrize(("price", "said"), [(99.97, "0.0 %"), (100.0, "0.0 %"), (98.84, "-1.2 %"), (100.3, "+0.3 %")])
def test_a_price_that_stands_still_has_no_sign(price: float, said: str) -> None:
    """Also when it fell by less than can be shown."""
    palette = Palette(teller(), lambda line: None)
    seen = read(palette, r.MonitoringSampled(at=0, volume=1, negative=0, place=None, complaints=0, price=price))
    assert f"price {said}" in report_line(palette, seen)


def test_a_situation_report_is_one_line_and_a_page_for_whoever_asks() -> None:
    """The first one says how to read it; in a list of lines nobody reads ten of them every hour."""
    palette = Palette(teller(), lambda line: None)
    boards = Boards(palette, Words(palette.names.vocabulary))
    driver: Any = None
    assert boards.sitrep("", driver)[1] == ["nothing yet"]
    it = r.SituationReported(
        at=3600,
        volume=90,
        before=100,
        negative=0.2,
        place=None,
        channels={},
        topics={},
        posts=(),
        open=("what",),
        trend="flat",
    )
    palette.situation.apply(r.Entry(0, it))
    first, second = boards.report(it), boards.report(it)
    assert first is not None
    assert first.body == ("Type sitrep to read the page.",)
    assert second is not None
    assert second.body == ()
    title, lines = boards.sitrep("", driver)
    assert title == "[EXERCISE] T+1:00 Situation report: 90 posts an hour, steady; 20 % negative, not on the hot list"
    assert lines[0] == "Volume: 90 posts an hour; the hour before 100 (-10 %)"
    assert lines[-1] == "Forecast: steady; basis: volume against the hour before"


def test_chinese_lists_are_set_in_chinese(tmp_path: Path) -> None:
    """Full-width colons and brackets in choices and in what we have said."""
    text = play(
        tmp_path,
        "skip",
        "说 首次回应 “正在核实”",
        "skip",
        "1",
        "skip",
        "skip",
        "公开事实",
        "取消",
        "我方已发布",
        lang="zh-Hans",
    )
    ours = text.partition("总分")[0]
    assert re.search(r"^ +T\+\S+ 首次回应（.+）：正在核实$", ours, re.MULTILINE)
    assert not re.search(r"[一-鿿](: |\()", ours)
