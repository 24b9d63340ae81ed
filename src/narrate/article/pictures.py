"""Which descriptions of images describe something."""

from __future__ import annotations

import re

from narrate.messages import Message

_IMAGE_NAME = re.compile(
    r"[^\n]*\.(?:png|jpe?g|gif|webp|svg|heic|bmp|tiff?|avif|mp4|mov|pdf)(?:[ \t]*\([\d., ]+[kKMG]?i?B\))?"
    r"|(?:IMG|DSC|DSCN|DSCF|PXL|Screenshot|Screen Shot|image|img|photo|picture|スクリーンショット)"
    r"[ _-]?[\d _.:()年月日-]*"
    r"|(?:[\w.-]+ ){0,3}(?:logo|banner|header|icon)|ロゴ|alt(?: text)?|Untitled(?: \d+)?"
    r"|(?:p|page|ページ)?[ ._-]{0,2}\d{1,4}(?:ページ|頁)?|[a-z]{0,8}\d{5,}[a-z]{0,8}\d*"
    r"|(?:(?:cover|eye[ _-]?catch|thumbnail|hero|main|top|featured|header|title|sample)[ _-]?)?"
    r"(?:image|img|picture|photo|thumbnail|eye[ _-]?catch|cover"
    r"|screen[ _-]?(?:shot|capture)|fig(?:ure)?|capture)[ _-]?\d*"
    r"|\[?(?:cover|product|book)[ _-]?(?:photo|image|picture)\]?"
    r"|(?:カバー|アイキャッチ|サムネイル?|ヘッダー|トップ|メイン|表紙の?|挿入|参考)?"
    r"(?:画像|写真|イメージ|スクリーンショット|スクショ)[\d０-９]*"
    r"|購入(?:する)?|詳細(?:を見る|はこちら)?|もっと見る|続きを読む|申し?込む|戻る|次へ|前へ|検索|拡大(?:する)?"
    r"|アイキャッチ|サムネイル?|キャプチャ|代替テキスト|(?:画像|写真)の説明(?:文)?"
    r"|(?:Get )?Adobe(?: Acrobat)?(?: Reader)?[^\n]*"
    r"|(?:ここに)?(?:画像の)?(?:説明|代替テキスト)"
    r"|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|[a-z0-9]+(?:[-_][a-z0-9]+)+",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"https?://(?:[^/]*\bshields\.io/|[^?#]*badge|[^?#]*/workflows/|[^?#]*status\.svg"
    r"|[^/]*\b(?:travis-ci|codecov|circleci|appveyor|coveralls|codeclimate|deepwiki|star-history)\b"
    r"|contrib\.rocks/|avatars\d*\.githubusercontent\.com/)",
    re.IGNORECASE,
)
_SLIDE_IMAGE = re.compile(
    r"(?:(?:bg|fit|inline|original|filtered|mute|autoplay|loop|hide|cover|contain|auto|left|right|vertical|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate"
    r"|invert|opacity|saturate|sepia|w|h|width|height)(?![^\s:])(?::\S+)?(?:\s+|$)|\d+%(?:\s+|$))+"
)
"""How large an image is, or where on a slide (Marp)."""


def why_undescribed(description: str, source: str, policy: str) -> Message | None:
    """Why the description of the image at ``source`` is not read; ``policy`` is "read" or "skip".

    A file name describes nothing, nor does a project's badge.
    """
    if _BADGE.match(source):
        return Message("badge")
    if _IMAGE_NAME.fullmatch(description.strip()):
        return Message("name of an image file")
    if _SLIDE_IMAGE.fullmatch(description.strip()):
        return Message("attribute")
    return Message("image description") if policy == "skip" else None
