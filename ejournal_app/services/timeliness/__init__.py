"""Management's view of what is due: how timely it is done, and putting deadlines off."""
