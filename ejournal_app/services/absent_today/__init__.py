"""Who is absent today without news, whom the school tells, and who was told (MK 89/2011)."""
