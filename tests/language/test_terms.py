"""The Chinese of our own words uses the terms of the glossary, and is set as Chinese is set."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from drillroom.source.reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"
VOCABULARY = ROOT / "src" / "drillroom" / "doctrine" / "default"
CATALOG = ROOT / "src" / "drillroom" / "locale" / "zh_Hans" / "LC_MESSAGES" / "drillroom.po"

SHORT_FORMS = {
    "drill": "本场 第一场 场次编号 训练",  # one run is counted in 场
    "action": "措施 不作为",  # in a list of them 处置 goes without saying
    "alert": "预警",
    "sign-off": "送审",  # sending to it; the reading itself is 会签
    "statement": "声明",
    "claim": "说法 表述",  # what others claim is 说法
    "harm": "受损 止损",  # the one who is harmed is named beside it
    "evidence": "证据",  # of a matter, not of a mark
    "phase": "期",  # each has a name of its own: 预警期
    "summons": "约谈",  # beside the name of the authority
}
"""Term -> what Chinese says for it where the whole term would be clumsy."""

ELSEWHERE = {
    # signal: the names of these two actions are the source's own
    "Look at a signal",
    "Grade a signal",
    # decision: what is taken, not the card; a window that ran out is 超时未决, no more
    "Decision taken by {seat}",
    "Time ran out on a decision: {quote}",
    # action: a suit at law
    "Take legal action",
    # statement, true: said by the name of the action, or plain language
    "Correct an earlier statement",
    "A twist came true",
    "A twist has come true.",
    "True state",
    # evidence: inside the fixed name of an action
    "Rebut with evidence",
    # claim: what the public reads in a denial
    "What is being claimed is not true.",
    # duty: a plain one, not one by law
    "a basic duty left undone",
    # seat: Chinese says that the team is complete
    "How long after the alert did the crisis team sit together, with every seat it needs?",
    # event: trainees see 新情况, never a line of the log
    "The clock: skip (to the next event), pause, go. quit leaves; nothing is lost.",
    # record: counted as 条, or said as what it proves
    "Open a line for its marks, and a mark for the records behind it.",
    "World records of the log",
    "record {n}",
    "The runs without action and with the reference were not recorded, so there is no outcome and no total.",
    # delivered: remedies, not facts
    "A remedy is delivered",
    "Remedy delivered",
    "Were repair, amends and a safeguard for the future delivered, as promised?",
    "Repair, amends and a safeguard were delivered.",
    "Not delivered: {missing}.",
    # heat: an expression that is typed as it stands
    "Or sooner, if what? Such as heat > 20",
    # harm: of any kind, to anybody
    "For how many hours, while heat or harm lasted, did people wait for a word: before the first one, or with the last "
    "one older than four hours?",
    "The objective was met, but people were harmed or a rule was broken.",
    # total: the word stands beside the number
    "{n} % of the total: what was in your hands",
}
"""Texts in which an English word that is also a term means something else, or Chinese says it without the term."""

LONG = 300
"""From here on a text is prose, in which a word is not a term."""

_ENDING = "(?:s|es|ed|d|'s)?"
_CHINESE = r"[\u3400-\u9fff]"


def _table() -> list[tuple[str, str]]:
    """Word and term of every row of the glossary that has both; the longest words first."""
    rows = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and not cells[0].startswith("`") and re.search(_CHINESE, cells[1]):
            rows.append((cells[0].removeprefix("verdict: "), cells[1].partition("（")[0]))
    return sorted((row for row in rows if row[0] != "word"), key=lambda row: -len(row[0]))


def _both(tree: Any) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        if isinstance(tree.get("en"), str) and isinstance(tree.get("zh-Hans"), str):
            yield tree["en"], tree["zh-Hans"]
        for part in tree.values():
            yield from _both(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from _both(part)


def _catalog() -> dict[str, str]:
    pofile = pytest.importorskip("babel.messages.pofile")
    with CATALOG.open("rb") as file:
        return {str(it.id): str(it.string) for it in pofile.read_po(file, locale="zh_Hans") if it.id and it.string}


def _ours() -> dict[str, str]:
    """Every text of the screens and of the vocabulary, English -> Chinese."""
    texts = _catalog()
    for path in sorted(VOCABULARY.glob("*.yaml")):
        for english, chinese in _both(read_yaml(path.read_bytes(), file=path.name).value):
            texts.setdefault(english, chinese)
    return texts


def _breaches(texts: Mapping[str, str], but: Collection[str] = ELSEWHERE) -> list[str]:
    """What holds a word of the glossary, but not its term; ``but`` these texts."""
    found, table = [], _table()
    for english, chinese in texts.items():
        left = re.sub(r"\{\w*\}", "", english)
        for word, term in table:
            pattern = re.compile(rf"(?<![\w-]){re.escape(word)}{_ENDING}(?![\w-])", re.IGNORECASE)
            left, count = pattern.subn("", left)
            accepted = [term, *SHORT_FORMS.get(word, "").split()]
            if count and english not in but and not any(it in chinese for it in accepted):
                found.append(f"{word} is {term}: {english!r} => {chinese!r}")
    return found


def test_screens_use_the_terms_of_the_glossary():
    """A text that holds a word of the glossary holds its one Chinese term."""
    assert _breaches({key: it for key, it in _ours().items() if len(key) < LONG}) == []


def test_every_exception_is_needed():
    """No exception outlives the text it was made for."""
    texts = _ours()
    assert set(texts) >= ELSEWHERE
    assert [key for key in sorted(ELSEWHERE) if not _breaches({key: texts[key]}, but=())] == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Fact board", "真相板"), ("{n} decisions wait", "{n} 个抉择待定"), ("Knowingly untrue words", "谎言")],
)
def test_a_wrong_term_is_found(english: str, chinese: str):
    """The check is able to fail: a word said otherwise than the glossary says it is a breach."""
    assert _breaches({english: chinese}) != []
    assert _breaches({english: "事实板，决策点，明知不实"}) == []


def test_the_glossary_is_read():
    """The table holds the words of drills, facts, the public, the verdict and the screens."""
    table = dict(_table())
    assert len(table) > 60
    assert (table["drill"], table["knowingly untrue"], table["fact board"]) == ("演练", "明知不实", "事实板")


def test_some_words_are_never_said():
    """No verdict on character, no stiff address, no word from another trade."""
    never = re.compile("您|撒谎|谎言|标准答案|最优解|模范|弃权|受训者|观察员|网红|余波|黄金四小时|黄金 4 小时")
    catalog = _catalog()
    assert [text for text in catalog.values() if never.search(text)] == []


def test_chinese_is_set_as_chinese():
    """Full-width marks beside Chinese; one space between Chinese and digits or Latin letters."""
    narrow = re.compile(rf"{_CHINESE}[,;:!?()]|[,;:!?()]{_CHINESE}")
    tight = re.compile(rf"{_CHINESE}[A-Za-z0-9]|[A-Za-z0-9%]{_CHINESE}")
    loose = re.compile(r"[，。；：！？（）、“”] | [，。；：！？（）、]")
    stuck = re.compile(rf"{_CHINESE}\{{(?:n|m|seed|place|total)\}}|\{{(?:n|m|seed|place|total)\}}{_CHINESE}")
    for text in _catalog().values():
        assert not stuck.search(text), text
        plain = re.sub(r"\{\w*\}", "\ue000", text)
        for wrong in (narrow, tight, loose):
            assert not wrong.search(plain), f"{wrong.search(plain)} in {text!r}"
