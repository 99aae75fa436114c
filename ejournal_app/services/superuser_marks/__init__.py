"""Marks a superuser may enter: corrections, earlier marks, results of state exams (7.8)."""
