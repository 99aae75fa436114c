"""The languages of the product: texts, plurals, dates and numbers."""
