"""What is plain HTTP: log-in and log-out, health, and the walls around the web application."""
