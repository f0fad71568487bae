"""The one look of every screen: quiet dark ground, one accent, and three colors that mean something.

No color stands alone: whatever it says is said in words or signs too.
"""

from __future__ import annotations

from textual.theme import Theme

DRILLROOM = Theme(
    name="drillroom",
    primary="#7fb4d8",
    secondary="#8fa6b8",
    accent="#e0b95c",
    foreground="#d8dee4",
    background="#0e1317",
    surface="#141b21",
    panel="#22303a",
    success="#7fbf8e",
    warning="#e0b95c",
    error="#e57c6f",
    dark=True,
    variables={
        "border": "#2c3b46",
        "border-blurred": "#22303a",
        "text-muted": "#8a99a5",
        "input-selection-background": "#7fb4d8 30%",
        "block-cursor-background": "#7fb4d8",
        "block-cursor-foreground": "#0e1317",
        "scrollbar": "#2c3b46",
        "scrollbar-hover": "#3d5261",
        "scrollbar-active": "#7fb4d8",
        "scrollbar-background": "#10171c",
        "scrollbar-background-hover": "#10171c",
        "scrollbar-background-active": "#10171c",
        "scrollbar-corner-color": "#10171c",
    },
)
