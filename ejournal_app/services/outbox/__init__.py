"""Messages to addresses outside: kept with the act that caused them, sent afterwards, each once."""
