"""Why something is not spoken, where several formats know the same reason."""

from __future__ import annotations

from narrate.messages import Message

CODE = Message("code")
COLOPHON = Message("colophon")
COMMENT = Message("comment")
CONTENTS = Message("table of contents")
DELETED = Message("deleted text")
FOOTNOTE = Message("footnote")
FOOTNOTE_MARK = Message("footnote mark")
FORMULA = Message("formula")
HIDDEN = Message("hidden text")
LONE_NOTE = Message("footnote that nothing refers to")
NAVIGATION = Message("navigation")
RUBY = Message("ruby")
SCENE_BREAK = Message("scene break: a pause")
TAGS = Message("tags")
"""What is no text: nothing that a reader of the article would see."""
