"""How times of a drill are said: the time from the alert, and lengths of time.

Everything that shows a time shows it in this one way.
"""

from __future__ import annotations

from drillroom.language import Speech


def from_alert(at: float) -> str:
    """``T+1:15`` or ``T−6:00``, for a drill second."""
    # Whole minutes as the clock on the wall shows them: half a minute before the alert is still the minute before.
    minutes = abs(round(at) // 60)
    return f"T{'−' if at < 0 else '+'}{minutes // 60}:{minutes % 60:02d}"


def span(speech: Speech, seconds: float) -> str:
    """A length of time in the largest units that matter: ``40 s``, ``12 min``, ``2 h 10 min``, ``1 d 3 h``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return speech.say("{n} s", n=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return speech.say("{n} min", n=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return speech.say("{n} h {m} min", n=hours, m=minutes) if minutes else speech.say("{n} h", n=hours)
    days, hours = divmod(hours, 24)
    return speech.say("{n} d {m} h", n=days, m=hours) if hours else speech.say("{n} d", n=days)
