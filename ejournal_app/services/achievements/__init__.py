"""The register of pupils' achievements: olympiads, competitions (sasniegumi, Regulation 7.8)."""
