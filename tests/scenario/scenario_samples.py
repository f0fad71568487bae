"""A small but complete scenario that tests change one line of."""

# ruff: noqa: E501 - a sample file has long lines, as real ones do

from __future__ import annotations

SCENARIO = """\
drillroom: 0
id: lost-parcels
title: {en: The Lost Parcels, zh-Hans: 丢失的包裹}
premise: {en: A sorting robot sends parcels to the sea., zh-Hans: 分拣机器人把包裹送进了海里。}
company: {name: {en: Reedpost, zh-Hans: 苇邮}, does: {en: Delivers parcels, zh-Hans: 送包裹}}
crisis: product_quality
fault: 0.8
severity: 0.5
starts: -6h
ends: 2d
length: {solo: 20m, team: 1h}
people:
  blogger: {name: {en: Wei Lan, zh-Hans: 魏岚}, handle: lan_looks}
  reporter: {name: {en: Tan Bo, zh-Hans: 谭博}}
facts:
  what: {is: {en: Parcels were lost, zh-Hans: 包裹丢失}, known_at: 20m}
  cause: {is: {en: A wrong map, zh-Hans: 地图错误}, known_at: 1h30m, leak_at: 12h}
  scope: {truth: 4200, tolerance: 5%, is: {en: 4200 parcels, zh-Hans: 4200 件包裹}, known_at: 1h, told_to: [tech, pr], leak_at: 10h}
  measures: {is: {en: The robot stands still, zh-Hans: 机器人已停机}, needs: [contain]}
  plan: {is: {en: Everyone is paid back, zh-Hans: 全额赔付}, needs: [compensate], due: 1d}
allegations:
  sold: {about: what, says: sold, text: {en: They sold our parcels, zh-Hans: 他们卖了我们的包裹}}
channels:
  microblog: {}
  press: {}
  app_notice: {owned: true}
stakeholders:
  users: {due: 1h}
  staff: {before: media}
duties:
  - {authority: {en: Post office, zh-Hans: 邮政局}, limit: 4h, source: {en: Act 12, zh-Hans: 第十二条}, as_of: 2025-11-01, jurisdiction: CN, must_say: [what, scope]}
risks:
  old-map: {label: {en: An old map, zh-Hans: 旧地图}}
injects:
  - {id: odd-weights, at: -3h, kind: signal, by: tech, channel: inner_chat, real: true, grade: hi, risk: old-map, text: {en: Weights do not add up, zh-Hans: 重量对不上}}
  - {id: first-post, at: 2m, kind: post, by: blogger, channel: microblog, tone: -0.7, reach: 90000, text: {en: My parcel is in the sea, zh-Hans: 我的包裹在海里}}
  - {at: 30m, kind: post, by: someone, channel: microblog, allegation: sold, text: {en: They sold it, zh-Hans: 被卖掉了}}
  - {at: 40m, kind: call, id: ring, by: reporter, to: pr, text: {en: A reporter calls, zh-Hans: 记者来电}, questions: [{ask: {en: How many?, zh-Hans: 多少件？}, about: scope}, {ask: {en: Why?, zh-Hans: 为什么？}, about: cause}]}
  - {when: heat > 60 and not disclosed(scope), after: 2h, kind: news, by: reporter, text: {en: Still no number, zh-Hans: 仍无数字}}
  - {at: 5m, kind: mail, by: lead, to: [pr, legal], text: {en: Come at once, zh-Hans: 马上来}}
decisions:
  - id: first-words
    at: 15m
    window: 10m
    seat: pr
    settled_by: [holding_statement]
    ask: {en: "What do we say first?", zh-Hans: "先说什么？"}
    advice: {legal: {en: Say little, zh-Hans: 少说}}
    warns: [scope]
    options:
      - {id: honest, stands: good, text: {en: Say that we are checking, zh-Hans: 说明正在核实}, why: {en: Quick and true, zh-Hans: 又快又真}, do: [{holding_statement: {tone: warm}}]}
      - {id: wait, stands: fair, text: {en: Wait half an hour more, zh-Hans: 再等半小时看看}, why: {en: A plan to look again, zh-Hans: 有复看计划}, do: [{hold_and_watch: {look_again: 30m, if: heat > 20}}]}
      - {id: shrink, stands: poor, text: {en: Say that it is a handful, zh-Hans: 就说只有几件}, why: {en: It is not true, zh-Hans: 不属实}, do: [{statement: {claims: [{fact: scope, op: about, value: 10}]}}, contain]}
lines:
  - {id: short, fits: unknown, text: {en: "We are checking. Next word at {next}.", zh-Hans: "正在核实，{next}再通报。"}}
chatter:
  - {text: {en: Where is my parcel?, zh-Hans: 我的包裹呢？}, when: anger > 20}
review:
  causes:
    - {id: map, text: {en: A wrong map, zh-Hans: 地图错误}, real: true}
    - {id: luck, text: {en: Bad luck, zh-Hans: 运气不好}, real: false}
"""

PLAYBOOK = """\
drillroom-playbook: 0
about: {en: Handled well, zh-Hans: 处理得当}
steps:
  - {at: 1h, do: disclose, facts: [what, scope], channel: app_notice}
  - {at: 5m, do: assemble_team}
  - {every: 4h, from: 4h, until: 12h, do: update, added: true}
  - {at: 20m, decide: first-words, option: honest, seat: lead}
"""


def changed(old: str, new: str, text: str = SCENARIO) -> bytes:
    """The sample with one passage replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sample"
    return text.replace(old, new).encode()
