"""One module a format: the text of a file becomes passages. Each is imported when a file of its format is read."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, for lists of names that are easier to read without quotes and commas."""
    return tuple(text.split())
