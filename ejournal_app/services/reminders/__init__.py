"""Reminders and news, as each person wants to be told them (Regulation 6, 10, 15-18).

Each of these may be run twice for the same planned moment: the second time tells nobody anything.
"""

from .duties import remind_class_duties, remind_due_today, remind_morning
from .news import tell_news

__all__ = ["remind_class_duties", "remind_due_today", "remind_morning", "tell_news"]
