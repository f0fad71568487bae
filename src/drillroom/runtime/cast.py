"""Draws the names of the crowd, once per drill, with Faker; they are kept in the log's header from then on.

The same seed gives the same cast. No name here is a full name of anybody, and none holds a number to call or a company.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

SIZE = 80
LANGUAGES = ("en", "zh-Hans")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BEASTS = ("cat", "fox", "otter", "crow", "moth", "heron", "badger", "whale", "gecko", "sparrow", "panda", "mule")
_FOODS = ("noodle", "bagel", "mango", "pickle", "biscuit", "dumpling", "waffle", "olive", "toast", "lemon", "taco")
_MOODS = ("sleepy", "grumpy", "quiet", "late", "rainy", "tiny", "cosmic", "salty", "lucky", "stray", "mild", "odd")
_PLACES = ("up_north", "downtown", "on_tour", "at_home", "offline", "in_the_rain", "after_dark", "on_the_bus")

_ZH_BEASTS = _words("猫 橘猫 柴犬 水獭 企鹅 刺猬 熊猫 麻雀 兔子 海豹 仓鼠 鲸鱼")
_ZH_FOODS = _words("小笼包 番茄 西瓜 豆浆 糯米饭 火锅 柚子 麻薯 土豆 板栗 酸菜鱼 桂花糕")
_ZH_MOODS = _words("想放假 不加班 早睡 不emo 多喝水 存点钱 减肥失败 只看不说 按时吃饭 慢慢来")
_ZH_ROLES = _words("同学 老师 师傅 姐 叔 小姐 先生 大爷")
_ZH_DEEDS = _words("爱唱歌 在路上 今天没睡醒 不吃香菜 去赶海 学做饭 养多肉 骑车上班 看球 等风来")


def draw_cast(seed: int, *, size: int = SIZE) -> dict[str, dict[str, str]]:
    """``h0`` … -> a net name in each language, such as ``{"en": "@sleepy_otter", "zh-Hans": "@爱吃柚子的小陈"}``."""
    names = {"en": _handles("en_US", seed, size, _english), "zh-Hans": _handles("zh_CN", seed, size, _chinese)}
    return {f"h{n}": {language: f"@{names[language][n]}" for language in LANGUAGES} for n in range(size)}


def _handles(locale: str, seed: int, size: int, one: Callable[[Any, Random], str]) -> list[str]:
    """``size`` different net names."""
    person = _person(locale, seed)
    # Faker's own generator, so that one seed drives both its names and our patterns.
    draw: Random = person.random
    found: dict[str, None] = {}
    for _ in range(size * 50):
        name = one(person, draw)
        if name in found:
            continue
        found[name] = None
        if len(found) == size:
            return list(found)
    raise AssertionError(f"no {size} different names in {locale}")  # pragma: no cover


def _person(locale: str, seed: int) -> Any:
    """A Faker generator with the one provider we need: loading all of them costs ten times as much."""
    from faker.factory import Factory

    generator = Factory.create(locale, providers=["faker.providers.person"], use_weighting=False)
    generator.seed_instance(seed)
    return generator


def _english(person: Any, draw: Random) -> str:
    first = person.first_name().lower()
    last = person.last_name().lower().replace("'", "")
    year = f"{60 + int(draw.random() * 50):02d}"[-2:]
    patterns = (
        f"{first}_{last[0]}{year}",
        f"{first}{_pick(_FOODS, draw)}",
        f"{_pick(_MOODS, draw)}_{_pick(_BEASTS, draw)}",
        f"{_pick(_MOODS, draw)}{_pick(_FOODS, draw)}{year}",
        f"{first}_{_pick(_PLACES, draw)}",
        f"not_{first}",
        f"{first[0]}{first[0]}_{_pick(_BEASTS, draw)}",
        f"{_pick(_BEASTS, draw)}_and_{_pick(_FOODS, draw)}",
        f"just.{first}",
        f"{first}.{last[:3]}",
    )
    return _pick(patterns, draw)


def _chinese(person: Any, draw: Random) -> str:
    given, family = person.first_name(), person.last_name()
    last = given[-1]
    patterns = (
        f"爱吃{_pick(_ZH_FOODS, draw)}的小{family}",
        f"{family}{_pick(_ZH_ROLES, draw)}",
        f"一只{_pick(_ZH_BEASTS, draw)}",
        f"{last}{last}{_pick(_ZH_DEEDS, draw)}",
        f"今天也要{_pick(_ZH_MOODS, draw)}",
        f"{_pick(_ZH_FOODS, draw)}不加糖",
        f"阿{last}{_pick(_ZH_DEEDS, draw)}",
        f"{_pick(_ZH_BEASTS, draw)}{_pick(_ZH_DEEDS, draw)}",
        f"小{last}_{_pick(_ZH_MOODS, draw)}",
        f"{_pick(_ZH_FOODS, draw)}{1 + int(draw.random() * 99)}号",
    )
    return _pick(patterns, draw)


def _pick(choices: tuple[str, ...], draw: Random) -> str:
    return choices[int(draw.random() * len(choices))]
