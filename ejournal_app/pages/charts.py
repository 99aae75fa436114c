"""Charts of the statistics, in the colours of the theme; a table beside each says the same.

Only pages that import this module load the chart library.
"""

from typing import Any

import reflex as rx

from ejournal_app.components.i18n import Text

_AXIS = "var(--muted)"
_LINE = "var(--line)"


def bars(data: rx.Var[list[dict[str, Any]]], key: str, label: str, words: Text) -> rx.Component:
    """Return upright bars; `key` holds the number, `label` names the bar."""
    chart = rx.recharts.bar_chart(
        rx.recharts.cartesian_grid(stroke=_LINE, vertical=False),
        rx.recharts.bar(
            rx.recharts.label_list(data_key=key, position="top", fill="var(--text)"),
            data_key=key,
            fill="var(--accent)",
            radius=[4, 4, 0, 0],
            is_animation_active=False,
        ),
        rx.recharts.x_axis(data_key=label, stroke=_AXIS, interval=0),
        rx.recharts.y_axis(stroke=_AXIS, allow_decimals=False, width=32),
        data=data,
        margin={"top": 24, "right": 8, "left": 0, "bottom": 8},
        accessibility_layer=False,
        width="100%",
        height=240,
    )
    return _picture(chart, words)


def averages(data: rx.Var[list[dict[str, Any]]], words: Text) -> rx.Component:
    """Return a bar from 1 to 10 for each group."""
    chart = rx.recharts.bar_chart(
        rx.recharts.cartesian_grid(stroke=_LINE, horizontal=False),
        rx.recharts.bar(
            data_key="average", fill="var(--accent)", radius=[0, 4, 4, 0], is_animation_active=False
        ),
        rx.recharts.x_axis(type_="number", domain=[0, 10], tick_count=6, stroke=_AXIS),
        rx.recharts.y_axis(data_key="name", type_="category", stroke=_AXIS, width=120),
        data=data,
        layout="vertical",
        margin={"top": 8, "right": 16, "left": 0, "bottom": 8},
        accessibility_layer=False,
        width="100%",
        height=260,
    )
    return _picture(chart, words)


def course(data: rx.Var[list[dict[str, Any]]], words: Text) -> rx.Component:
    """Return the marks as dots and the running average as a line."""
    return _dots_and_line(data, words, dots="mark", line="average", top=10)


def shares(data: rx.Var[list[dict[str, Any]]], words: Text) -> rx.Component:
    """Return the per cent of each week as dots and those of several weeks as a line."""
    return _dots_and_line(data, words, dots="week", line="moving", top=100)


def _dots_and_line(
    data: rx.Var[list[dict[str, Any]]], words: Text, *, dots: str, line: str, top: int
) -> rx.Component:
    chart = rx.recharts.composed_chart(
        rx.recharts.cartesian_grid(stroke=_LINE, vertical=False),
        rx.recharts.line(
            data_key=dots,
            stroke="var(--warn)",
            stroke_width=0,
            dot={"r": 5, "fill": "var(--warn)", "stroke": "none"},
            is_animation_active=False,
        ),
        rx.recharts.line(
            data_key=line,
            stroke="var(--accent)",
            stroke_width=3,
            dot=False,
            type_="monotone",
            is_animation_active=False,
        ),
        rx.recharts.x_axis(data_key="day", stroke=_AXIS, min_tick_gap=12),
        rx.recharts.y_axis(domain=[0, top], tick_count=6, stroke=_AXIS, width=32),
        data=data,
        margin={"top": 8, "right": 8, "left": 0, "bottom": 8},
        accessibility_layer=False,
        width="100%",
        height=260,
    )
    return _picture(chart, words)


def _picture(chart: rx.Component, words: Text) -> rx.Component:
    """Say in words what is drawn; the numbers are in the table."""
    return rx.el.div(chart, role="img", aria_label=words, class_name="chart")
