"""The page: one safe file, complete in both languages, marked as an exercise in every card."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from played import cut_at, log_of, scenario, telling, told, typed, with_steps, with_words, without_baselines

from drillroom.language import speech
from drillroom.report.html import html
from drillroom.report.markdown import markdown
from drillroom.scenario.playbook import Step

LANGUAGES = {"en": "EXERCISE · FICTIONAL CONTENT", "zh-Hans": "演练 · 内容虚构"}
PLAYBOOKS = ("model", "k3", "k4", "none")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{7*7}}{% raw %}[/x][@click=app.quit]"
_VOID = {"meta", "br", "img", "link", "hr"}


class Page(HTMLParser):
    """What a browser would make of it: elements with their attributes, texts, and tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self._sections: list[list[str]] = []
        self.sections: list[str] = []
        self.feed(page)
        self.wrong += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "section":
            self._sections.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}>")
            return
        self._open.pop()
        if tag == "section":
            self.sections.append(" ".join(self._sections.pop()))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            return
        self.texts.append(data)
        for section in self._sections:
            section.append(data)


@cache
def page(name: str, lang: str) -> Page:
    """The parsed page of a playbook's drill."""
    return Page(html(told(name), speech(lang)))


def _all(lang: str) -> str:
    return "\n".join(page("k4", lang).texts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_the_page_is_well_formed_and_needs_nothing_from_outside(name: str, lang: str) -> None:
    """No script, no address to load from, no event attribute; a policy in the page forbids them as well."""
    source, parsed = html(told(name), speech(lang)), page(name, lang)
    assert parsed.wrong == []
    tags = {tag for tag, _ in parsed.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "input", "a"}
    loads = {key for _, attributes in parsed.elements for key in attributes if key in ("src", "href", "style")}
    assert not loads
    assert not any(key.startswith("on") for _, attributes in parsed.elements for key in attributes)
    assert "url(" not in source
    assert "@import" not in source
    assert set(re.findall(r"https?://[^\"\s<]+", source)) <= {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in source


@pytest.mark.parametrize(("lang", "mark"), LANGUAGES.items())
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_card_and_every_chart_says_that_it_is_an_exercise(name: str, lang: str, mark: str) -> None:
    """A photograph of any card carries the mark."""
    parsed = page(name, lang)
    assert len(parsed.sections) >= 9
    assert all(mark in section for section in parsed.sections)
    assert html(told(name), speech(lang)).count(f">{mark}</text>") >= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_its_language_and_ids_are_unique(lang: str) -> None:
    """A screen reader knows how to read it, and every label finds its one element."""
    parsed = page("k4", lang)
    assert dict(parsed.elements)["html"] == {"lang": lang}
    ids = Counter(attributes["id"] for _, attributes in parsed.elements if "id" in attributes)
    assert [key for key, count in ids.items() if count > 1] == []
    for _, attributes in parsed.elements:
        for target in (attributes.get("aria-labelledby") or "").split():
            assert target in ids


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_the_same_log_renders_complete_in_both_languages(name: str, lang: str) -> None:
    """No reference is left unresolved, no slot unfilled, no raw id shown."""
    text = "\n".join([*page(name, lang).texts, markdown(told(name), speech(lang))]).replace("\\", "")
    assert not re.search(r"\[(scenario|doctrine|vocabulary|cast|words)\.", text)
    assert not re.search(r"\{[a-z_]+\}", text)
    assert not re.findall(r"(?<!@)\b[a-z]+_[a-z_]+\b", text)
    assert "None" not in text


def _authored(node: Any) -> str:
    """Every Chinese text of the scenario, the doctrine and the vocabulary, in one string."""
    if isinstance(node, dict):
        return "\n".join(v if k in ("zh-Hans", "und") and isinstance(v, str) else _authored(v) for k, v in node.items())
    return "\n".join(_authored(item) for item in node) if isinstance(node, list) else ""


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_no_english_word_is_left_in_the_chinese_report(name: str) -> None:
    """Only what Chinese authors wrote themselves, file names, the product and a hash are in Latin letters."""
    header = told(name).header
    allowed = {"drillroom", "sha256", "dev0", "k3", "k4", "T", "P", "S", "M", "U"}
    own = set(re.findall(r"[A-Za-z]+", _authored([header.scenario, header.doctrine, header.vocabulary])))
    for text in (" ".join(page(name, "zh-Hans").texts), markdown(told(name), speech("zh-Hans"))):
        plain = re.sub(r"@\S+|[0-9a-f]{64}|\bTESTED\b", " ", text)
        words = {word for word in re.findall(r"[A-Za-z][A-Za-z0-9]*", plain) if not re.fullmatch(r"[A-Z]+\d+", word)}
        assert words - own - allowed == set()


def test_chinese_verdicts_use_the_words_of_the_glossary() -> None:
    """Knowingly untrue is 明知不实, unverified 未经核实; nobody is called a liar."""
    guess = Step(at=300, do="statement", args={"claims": [{"fact": "scope", "op": "about", "value": 10_000}]})
    chinese = html(telling(with_steps("k4", guess)), speech("zh-Hans"))
    english = html(telling(with_steps("k4", guess)), speech("en"))
    assert "明知不实" in chinese
    assert "未经核实" in chinese
    assert not re.search("撒谎|谎言|说谎", chinese)
    assert "knowingly untrue" in english
    assert "unverified" in english
    assert not re.search(r"\b(lie|lies|lied|liar)\b", " ".join(Page(english).texts))


def test_hostile_words_in_titles_posts_names_and_typed_text_stay_words() -> None:
    """Markup and template syntax from outside reach the page as characters and nothing else."""
    plain_tags = Counter(tag for tag, _ in page("k4", "en").elements)
    for value in (telling(with_words("k4", HOSTILE)), telling(*typed("k4", HOSTILE))):
        for lang in LANGUAGES:
            parsed = Page(html(value, speech(lang)))
            tags = Counter(tag for tag, _ in parsed.elements)
            assert parsed.wrong == []
            assert tags["script"] == tags["img"] == 0
            assert set(tags) <= set(plain_tags) | {"blockquote"}
            assert any("<script>alert(1)</script>" in text for text in parsed.texts)
            assert any("{{7*7}}" in text for text in parsed.texts)


def test_every_mark_unfolds_to_its_records() -> None:
    """Each metric is a details element with its evidence inside; each principle holds its metrics."""
    parsed = page("k4", "en")
    kinds = Counter(
        (attributes.get("class") or "").split(" ")[0] for tag, attributes in parsed.elements if tag == "details"
    )
    assert kinds["principle"] == 6
    assert kinds["metric"] == len(told("k4").metrics)
    text = _all("en")
    for metric in told("k4").metrics.values():
        for cited in metric.evidence[:3]:
            assert f"record {cited.seq}" in text


def test_the_verdict_comes_first_and_the_number_never_alone() -> None:
    """One sentence before any figure; the total stands with both its parts and what the cap took."""
    lie = Step(at=6300, do="statement", args={"claims": [{"fact": "scope", "op": "about", "value": 10_000}]})
    text = "\n".join(Page(html(telling(with_steps("model", lie)), speech("en"))).texts)
    order = ["The objective was", "Total", "Process", "Outcome", "Six principles", "Key figures"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert re.search(r"Total \d+ → capped at (40|59|60)", text)


def test_what_was_not_exercised_says_so() -> None:
    """A drill broken off in the watch phase has principles without a mark, and none of them is shown as zero."""
    for lang, words in (("en", "not exercised"), ("zh-Hans", "本场未考察")):
        text = html(telling(cut_at("k4", -100)), speech(lang))
        assert words in text
        assert 'class="track none"' in text


def test_a_log_without_baselines_and_a_damaged_one_still_give_a_page() -> None:
    """A report is never empty for a reason of configuration; what is missing is said."""
    source = html(telling(without_baselines("k4")), speech("en"))
    assert "were not recorded" in source
    torn = replace(log_of("k4"), torn=12)
    assert "did not hold" in html(telling(torn), speech("en"))


def test_the_report_carries_the_use_line_and_its_limits() -> None:
    """Every report says what it is not to be used for, and what is only an estimate."""
    assert "not a person" in _all("en")
    assert "不得单独用于绩效、晋升或处分" in _all("zh-Hans")
    assert "estimates of a model" in _all("en")


def test_chinese_numbers_are_written_the_chinese_way() -> None:
    """4,200,000 is 420 万; a claim shows the number that was said."""
    guess = Step(at=300, do="statement", args={"claims": [{"fact": "scope", "op": "about", "value": 30_000}]})
    value = telling(with_steps("k4", guess))
    assert "约 3 万" in html(value, speech("zh-Hans"))
    assert "about 30,000" in html(value, speech("en"))
    assert scenario().facts["scope"].truth == 4_200_000


def test_words_of_a_language_we_do_not_speak_fall_back_to_english() -> None:
    """A viewer with another language gets a whole report."""
    assert "Six principles" in html(told("k4"), speech("fr"))
