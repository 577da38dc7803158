"""What can go wrong with a backup?"""


class BackupFailed(Exception):  # noqa: N818 - the operator's words
    """A backup could not be made, is damaged, or must not be restored here; the text says why."""
