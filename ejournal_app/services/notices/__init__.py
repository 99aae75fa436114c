"""What one person should know: told by the services, read on a page of the person's own."""
