"""Groups of pupils: their list, one group's page, splitting classes into them (Regulation 7.4)."""
