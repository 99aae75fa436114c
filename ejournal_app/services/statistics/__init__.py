"""What marks say together: of a work, a pupil, parallel classes, and who may need help."""

from .journal import journal_statistics
from .views import JournalStatistics, PupilRisks

__all__ = ["JournalStatistics", "PupilRisks", "journal_statistics"]
