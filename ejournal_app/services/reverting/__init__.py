"""Everything one account wrote between two moments, looked at and put back in one step."""
