"""Every text of the field that takes a document: key → English msgid."""

from ejournal_app.domain.messages import N_

ATTACHMENT_LABELS: dict[str, str] = {
    "choose": N_("Choose a file"),
    "camera": N_("Take a photo"),
    "sending": N_("Uploading: {percent} %"),
    "wait": N_("Wait until the document is uploaded."),
    "there": N_("Document: {name}"),
    "remove": N_("Remove the document"),
    "failed": N_("The document could not be uploaded. Check the connection and try again."),
}
