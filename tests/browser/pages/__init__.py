"""The pages as people see them: by the labels written on them."""
