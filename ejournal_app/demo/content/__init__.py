"""What the demo school is made of, as texts: names, teachers, topics."""
