"""A small crisis with a call, two decisions and a duty, and the pieces that drive it without a disk or a wall clock."""

from __future__ import annotations

from typing import Any

from drillroom.doctrine.read import default_rules
from drillroom.engine.drill import Drill
from drillroom.log.header import Header
from drillroom.log.records import Entry, SessionRecord
from drillroom.runtime.clock import StillClock
from drillroom.runtime.driver import Driver
from drillroom.runtime.opening import drill_of, open_header
from drillroom.runtime.outlook import Outlook
from drillroom.runtime.pace import PaceSettings
from drillroom.scenario.format import Scenario
from drillroom.scenario.load import load_scenario
from drillroom.scenario.playbook import NONE

RULES = default_rules()
SOURCE = """
drillroom: 0
id: toy
title: {en: A toy, zh-Hans: 玩具}
premise: {en: Something got out., zh-Hans: 出了点事。}
company: {name: {en: Toyworks, zh-Hans: 玩具工坊}, does: {en: toys, zh-Hans: 玩具}}
crisis: data_leak
fault: 1.0
severity: 0.8
starts: -30m
ends: 12h
length: {solo: 5m}
briefing:
  - {by: boss, text: {en: "Are you there?", zh-Hans: "在吗？"}}
people:
  boss: {name: {en: Your boss, zh-Hans: 直属领导}}
  blogger: {name: {en: Night Owl, zh-Hans: 夜猫子}, handle: {en: "@nightowl", zh-Hans: "@夜猫子"}}
  reporter: {name: {en: A. Reporter, zh-Hans: 记者小安}}
facts:
  what: {truth: profiles, is: {en: Profiles got out., zh-Hans: 用户资料外泄。}, known_at: 40m, leak_at: 10h}
  cause: {truth: server, is: {en: A test server was open., zh-Hans: 测试服务器未关。}, known_at: 110m}
  scope: {truth: 4200000, is: {en: 4.2 million profiles, zh-Hans: 420 万份资料}, known_at: 100m, leak_at: 10h}
  measures: {is: {en: It is closed., zh-Hans: 已经关闭。}, known_at: 20m, needs: [contain, fix]}
  plan: {is: {en: An audit follows., zh-Hans: 将全面审查。}, known_at: 30m, needs: [fix, audit]}
allegations:
  passwords: {about: what, says: passwords, text: {en: They have our passwords, zh-Hans: 密码也泄露了}}
channels: {microblog: {}, press: {}, app_notice: {owned: true}}
duties:
  - {authority: {en: The data office, zh-Hans: 数据主管部门}, limit: 4h,
     source: made up, as_of: "2025-01", jurisdiction: XX}
injects:
  - {id: first, at: 0, kind: post, by: blogger, channel: microblog, tone: -0.7, reach: 120000,
     text: {en: "Your data is out there [/x]", zh-Hans: "数据都在外面了"}}
  - {id: ring, at: 35m, kind: call, by: reporter, to: pr, text: {en: A reporter calls., zh-Hans: 记者来电。},
     questions: [{ask: {en: How many?, zh-Hans: 有多少？}, about: scope},
                 {ask: {en: And you knew?, zh-Hans: 早就知道？}}]}
  - {id: note, at: 50m, kind: mail, by: boss, text: {en: And?, zh-Hans: 怎么样了？}}
decisions:
  - id: first-words
    at: 15m
    window: 10m
    settled_by: [holding_statement]
    ask: {en: What do we say first?, zh-Hans: 第一句话说什么？}
    advice: {legal: {en: Nothing., zh-Hans: 先别说。}}
    options:
      - {id: honest, text: {en: That we know and check., zh-Hans: 已关注，正在核实。},
         do: [{holding_statement: {tone: warm}}], why: {en: Fast., zh-Hans: 快。}, stands: good}
      - {id: wait, text: {en: Wait., zh-Hans: 再等等。}, do: [{hold_and_watch: {look_again: 30m}}],
         why: {en: Slow., zh-Hans: 慢。}, stands: poor}
  - id: late-words
    at: 6h
    window: 2h
    ask: {en: And now?, zh-Hans: 现在呢？}
    options:
      - {id: tell, text: {en: Tell., zh-Hans: 公开。}, do: [update], why: {en: So., zh-Hans: 是。}, stands: good}
      - {id: not, text: {en: Do not., zh-Hans: 不说。}, do: [stay_silent], why: {en: No., zh-Hans: 否。}, stands: poor}
lines:
  - {id: known, fits: unknown,
     text: {en: "We know of {known}. {doing} {next}", zh-Hans: "我们已关注到{known}。{doing}{next}"}}
chatter:
  - {text: {en: And now?, zh-Hans: 然后呢？}}
  - {text: {en: My data!, zh-Hans: 我的资料！}}
review:
  causes: [{id: a, text: {en: a, zh-Hans: 甲}, real: true}, {id: b, text: {en: b, zh-Hans: 乙}, real: false}]
"""


def toy() -> Scenario:
    """The scenario."""
    return load_scenario(SOURCE.encode(), file="toy/scenario.yaml", vocabulary=RULES.vocabulary)


def toy_header(*, seed: int = 5, relaxed: bool = False) -> Header:
    """What a live drill of it is played by."""
    return open_header(toy(), RULES, seed=seed, playbooks={"none": NONE}, relaxed=relaxed)


class Notebook:
    """A journal in memory, which remembers the order in which things were written."""

    def __init__(self) -> None:
        self.world: list[Entry] = []
        self.session: list[SessionRecord] = []
        self.words: dict[str, str] = {}

    def append(self, entries: list[Entry], /) -> None:
        self.world += entries

    def note(self, record: SessionRecord, /) -> None:
        self.session.append(record)

    def keep_words(self, person: str, text: str, /) -> str:
        self.words[f"k{len(self.words)}"] = text
        return f"k{len(self.words) - 1}"


def desk(settings: PaceSettings | None = None, **header: Any) -> tuple[Driver, Notebook, StillClock]:
    """A driver of the toy with everything under the hand of a test."""
    notebook, clock = Notebook(), StillClock()
    drill: Drill = drill_of(toy_header(**header))
    driver = Driver(
        drill=drill, journal=notebook, clock=clock, outlook=Outlook(toy(), "en"), settings=settings or PaceSettings()
    )
    driver.begin()
    return driver, notebook, clock


def let(driver: Driver, clock: StillClock, seconds: float) -> list[Entry]:
    """Wall time passes, and one tick follows."""
    clock.pass_by(seconds)
    return driver.tick()
