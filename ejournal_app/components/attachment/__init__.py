"""A field of a form that takes a document: a photo or a PDF, uploaded while the form is filled."""

from ejournal_app.components.attachment.field import attachment_field

__all__ = ["attachment_field"]
