"""Who wrote it and when: bylines, bare names, datelines, captions, companies, addressees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.front.dates import DAY, narrow
from narrate.article.front.dates import date_in as date_in  # noqa: PLC0414

if TYPE_CHECKING:
    from datetime import date

_CREDIT = re.compile(
    r"(?:文|著|取材|写真|撮影|構成|翻訳|訳|監修|協力|聞き手|記者|編集|編集者|著者|筆者|作者|作"
    r"|執筆者?|文責|詩|句|短歌|俳句|ライター|カメラマン|イラスト|出典|提供|図版|図|表|グラフ|"
    r"原作|脚本|演出|更新|公開|掲載|投稿|配信|text|Text|photo|Photo)"
    r"(?:[・･、／/][^＝=：:／/・･]{1,6})?[ \u3000]*(?:[＝=：:]|(?P<mark>[／/・･])[ \u3000]*(?P<name>.+))"
    r"|※.*(?:です|ます|ません|ください|下さい|こと|あり|なし|参照|加筆|修正|転載|掲載|初出|更新|当時)$|[(（].*[)）]$"
)
_AUTHOR = re.compile(
    r"[(（【]?(?:文責|文章|文|詩|句|短歌|俳句|著者名|著者|著|筆者|作者名|作者|作|執筆者|執筆|記者|ライター|書き手"
    r"|[Tt]ext|[Ww]ords|[Ww]riter|[Aa]uthor)"
    r"(?:[・･、／/](?:写真|撮影|構成|取材|絵|イラスト|編集|[Pp]hoto"
    r"|[Pp]hotographs?))?[ \t\u3000]*(?:[＝=：:／/・･]|by|(?<=[者名])[ \u3000])[ \t\u3000]*"
    r"(?P<name>[^）)】]{2,30}?)[)）】]?"
)
_TAKEN_BY = re.compile(r"(?:取材|構成)[・･、／/]文[ \u3000]*[＝=：:／/][ \u3000]*(?P<name>.{2,30})")
_BY = re.compile(r"(?:[Tt]ext |[Ww]ritten )?(?:by|By|BY)[ \t:：]+(?P<name>\S.{1,40})")
_WITH_ROLE = re.compile(
    r"(?P<name>[^\s、。・]{1,8}[ \u3000]?[^\s、。・]{1,8}?)[ \u3000]*(?:著|作|（著者?）|\(著者?\)"
    r"|（文）|（記者）|記者)"
)
_ROLE_NOUNS = re.compile(
    r".*(?:制|製|動|操|工|創|名|大|新|傑|豊|稲|耕|発|所|本編|顕|土|原|共|編|遺|自|旧|拙|論|主|前"
    r"|次|佳|秀|試|習|駄)(?:著|作)$"
)
_PAREN_NAME = re.compile(r"[(（【](?P<name>[^()（）【】、。]{2,16})[)）】]")
_IN_PARTS = re.compile(r"[ \u3000・＝=]")
"""Family name and given name stand apart: in brackets alone any four characters look like a name."""
_SPACED = re.compile(r"[一-龯々](?:[ \u3000]{1,2}[一-龯々]){2,4}")
_LETTERS = re.compile(r"(?<!\S)[一-龯々ぁ-んァ-ヶー](?:[ \u3000][一-龯々ぁ-んァ-ヶー]){1,11}(?!\S)")
_WITH_READING = re.compile(r"(?P<name>[^（(]{2,12})[（(][ぁ-んァ-ヶー・ \u3000]{3,20}[）)]")
_PERSON = re.compile(
    r"[一-龯々ヶ]{1,4}[ \u3000]+(?:[一-龯々ヶ]{1,4}|[ぁ-ん]{2,5}|[ァ-ヶー]{2,6})"
    r"|[一-龯々ヶ]{2,3}[ぁ-ん]{2,3}"
    r"|[一-龯々ヶ]{3,5}"
    r"|[一-龯々ヶ]{1,3}[ァ-ヶー]{2,5}"
    r"|[ァ-ヶー]{2,12}(?:[・＝=][ァ-ヶー]{1,12}){1,4}"
    r"|[A-Z][a-z]+(?: [A-Z]\.?)?(?: [A-Z][a-z]+){1,2}"
)
_NO_NAME = re.compile(
    r".*(?:概要|背景|経緯|目的|特[徴長]|結果|考察|結論|方法|案内|報告書?|発表|計画|一覧|資料|問題"
    r"|課題|対策|[前後中上下続本正]?[編篇]|第.*|号|会|社|部|局|課|室|館|校|園|店|所|"
    r"委員|学|論|史|記|録|集|物語|事件|殺人|通信|便り|だより|新聞|日報|週報|月報|会議|規約|規則"
    r"|要項|手順|入門|講座|講演|予定|日程|場所|日時|時間|料金|情報|説明|紹介|挨拶|序[章文]|終章"
    r"|はじめ|おわり|"
    r"まで|から|より|など|ため|こと|もの|ない|する|した|れる|いる|ある|たち|ごと|だけ|けり|たり"
    r"|まし|です|ます|とき|ころ|あと|まえ|[一二三四五六七八九十百千万]|"
    r"年|月|日|時|分|秒|円|人|回|版|話|章|節|夜|朝|昼|夕|春|夏|秋|冬|景|色|音|声|歌|詩|旅|道|町"
    r"|村|市|県|国|山[道頂]|駅|海|港|空|心|夢|雨|雪|風|花|火|水|光|影|力|家族|家|室内|屋|食|法|性"
    r"|的|化|式|型|系)$"
    r"|.*(?:株式|有限|合同|法人|協会|組合|財団|大学|新聞|出版|文庫|の).*"
)
_ADDRESSEE = re.compile(
    r".{0,30}(?:各位|御中|(?:みなさま|皆様|皆さま)(?:へ|方へ)?|(?:みなさん|皆さん|先生|さん|様|殿|くん|ちゃん)(?:へ[、,]?|[、,])"
    r"|(?<![のた])(?:様|殿))"
)
_SENDER = re.compile(
    r"(?:[^\s。、]{1,16}[ \u3000]){0,3}[^\s。、]{0,16}"
    r"(?:[市区町村社会園館校院所部課局室学総支]長|委員長|知事|理事長"
    r"|代表(?:取締役)?(?:社長)?|教授|講師|助教|研究員)[ \u3000]+"
    r"(?P<name>[^\s。、]{1,6}[ \u3000]+[^\s。、]{1,6}|[一-龯々ヶ]{2,6})"
)
_FAMILY_NAME = re.compile(r"[一-龯々ヶ]{2}")
_COMPANY = re.compile(
    r"(?:株式会社|有限会社|合同会社|合資会社|[一公][般益](?:社団|財団)法人|社会福祉法人"
    r"|医療法人.{0,4}|学校法人|宗教法人|(?:認定)?(?:特定非営利活動法人|NPO法人)|独立行政法人"
    r"|国立大学法人|（株）|\(株\)|㈱|㈲)"
    r"(?![のともへや])[^はをがにで、。]{1,24}|[^はをがにで、。：:]{1,24}(?<![のたるい])(?:株式会社|有限会社|合同会社|（株）"
    r"|\(株\)|㈱|Inc\.|Co\., ?Ltd\.|LLC)(?:[ \u3000][^はをがにで、。]{1,16})?"
)
_KIND_OF_PAPER = re.compile(
    r"(?:プレスリリース|ニュースリリース|報道(?:発表)?資料|報道発表|NEWS ?RELEASE|News ?Release"
    r"|PRESS ?RELEASE|Press ?Release|ニュース|NEWS|News"
    r"|トピックス|TOPICS|新着情報|ブログ|BLOG|Blog|お知らせ|速報|号外|プレス資料|記者発表資料)"
)
_OFFICE = re.compile(
    r"[一-龯々ヶァ-ヶー・ \u3000]{2,}(?:事務所|事務局|市役所|町役場|村役場|県庁|区役所|市長室|教育委員会"
    r"|(?:整備|管理|運輸|総務|建設|農政|労働|福祉|水道|消防|健康|産業|企画|財務|経済)局"
    r"|(?:市|区|県|府|省|庁|局|部|町)[一-龯々]{1,10}[部課室]"
    r"|(?:政策|企画|総務|広報|観光|商工|環境|福祉|振興|推進)[一-龯々]{0,8}[部課室])"
)
_LONGEST_OFFICE = 24
_CAPTION = re.compile(
    r"[^=＝]{4,80}[=＝][^=＝]{0,14}(?:\d|[０-９]|[一二三四五六七八九十])+(?:日|月|年"
    r"|時)[^=＝]{0,30}|[^=＝]{4,80}[=＝][^=＝]{1,24}(?:撮影|提供|写す|で)|"
    r"[(（]?(?:写真|画像|図|イラスト|キャプション)(?:[:：=＝／/]"
    r"|[はも](?=.*(?:[=＝（(、]|提供|撮影|から))|[0-9０-９一二三]+[ \u3000:：]).{1,80}"
    r"|[▲△↑↓←→▽▼].{2,60}(?:写真|撮影|提供|様子|[)）])"
)
_ISSUE = re.compile(
    r".{0,30}?(?:第[ \u3000]*[0-9０-９一二三四五六七八九十百]+[ \u3000]*[号弾]|(?:[Vv]ol|VOL|No|NO|№"
    r"|＃|#)[.．]?[ \u3000]*[0-9０-９]+|通巻.{1,8}号"
    r"|[0-9０-９]{1,4}年?[ \u3000]*[0-9０-９]{1,2}月号|[春夏秋冬]号)"
    r"(?P<rest>.{0,40})"
)
_MONTH_OR_VOLUME = re.compile(r"\d{4}[./\-]\d{1,2}|(?:[Vv]ol|VOL|[Nn]o|NO)[.．]?[ ]?\d{1,4}")
_SUBTITLE = re.compile(
    r"[～〜~―—–－\-─].{2,66}[～〜~―—–－\-─]|[～〜~].{2,66}|――.{2,66}|副題[:：].+"
    r"|サブタイトル[:：].+"
)
_DAY = re.compile(DAY)
_MONTH = re.compile(r"(?:\d{4}|(?:令和|平成|昭和)(?:元|\d{1,2}))年[ \u3000]?\d{1,2}月(?:吉日)?")
_DATE_LABEL = re.compile(
    r"(?:最終)?(?:公開|更新|投稿|配信|発行|掲載|作成|発表|初出|執筆|改訂|制定|記入|送信|登録"
    r"|リリース|発売)?日?(?:時|付)?[ \u3000]*[:：]?[ \u3000]*|(?:Date|Posted|Published"
    r"|Updated)(?: on)?[:：]?[ ]*"
)
_BEHIND_DATE = re.compile(
    r"[ \t\u3000]*(?:[(（].{1,4}[)）])?[ \t\u3000]*[T\d:：時分秒+~〜～\-－]*[ \t\u3000]*"
    r"(?:[にへ]?(?:公開|更新|投稿|配信|発行|掲載|作成|発表|改訂|施行|付|現在|号|発売)(?:しました)?)?"
    r"(?:[ \t\u3000(（].*)?"
)
_POSTED = re.compile(r"(?:最終)?(?:公開|更新|投稿|掲載|登録)日?時?[ \u3000]*[:：][ \u3000]*\S.{4,30}")
_TELEPHONE = re.compile(
    r"(?:(?:TEL|Tel|FAX|Fax|電話|電話番号|ファ[ック]クス)[ \u3000]*[/／・&＆]?[ \u3000]*){1,2}[:：.．]?"
    r"[ \u3000]*[0-9０-９()（）\-－−‐―ー~〜・,、 \u3000]{6,40}"
)
_IN_BRACKETS = re.compile(r"[\[［【〔][^\[\]［］【】〔〕]+[\]］】〕]")
_LONGEST_PAGE_LINE = 120


def date_of_page(text: str) -> date | None:
    """The date in a line that says when a page was changed, whatever else stands there."""
    at = text.find("更新日") if len(text) <= _LONGEST_PAGE_LINE else -1
    return date_in(text[at:]) if at >= 0 else None


def is_dateline(text: str) -> bool:
    """Whether a line is a date, with what is written around one and no more."""
    if len(text) > 60:
        return False
    plain = narrow(text)
    if _IN_BRACKETS.fullmatch(plain):
        plain = plain[1:-1].strip(" \u3000")
    if _MONTH.fullmatch(plain):
        return True
    label = _DATE_LABEL.match(plain)
    match = _DAY.match(plain, label.end() if label else 0)
    return bool(match and _BEHIND_DATE.fullmatch(plain, match.end()))


def is_posted(text: str) -> bool:
    """Whether a line says when a page was put up or changed, and no more."""
    return bool(_POSTED.fullmatch(text)) and is_dateline(text)


def is_number(text: str) -> bool:
    """Whether a line is a telephone number with its label."""
    return bool(_TELEPHONE.fullmatch(text))


def author_of(text: str) -> str:
    """The name in a byline, or nothing."""
    for pattern in (_AUTHOR, _TAKEN_BY, _BY):
        match = pattern.fullmatch(text)
        if match and (match.re is not _AUTHOR or ":" in text or "：" in text or _may_be_name(match["name"])):
            return _bare(match["name"])
    match = _WITH_ROLE.fullmatch(text)
    if match and not _ROLE_NOUNS.match(text) and is_person(match["name"]):
        return match["name"]
    match = _PAREN_NAME.fullmatch(text)
    return match["name"] if match and _IN_PARTS.search(match["name"]) and is_person(match["name"]) else ""


def _may_be_name(text: str) -> bool:
    """Whether what stands behind ``文・`` is no more of the same words."""
    return "の" not in text and not re.match(
        "編集|写真|撮影|構成|翻訳|監修|絵|イラスト|脚本|演出|表|読", text
    )


def _bare(name: str) -> str:
    return re.split(r"[（(、／/＝=]", name.strip())[0].strip()


def is_person(text: str) -> bool:
    """Whether a line could be nothing but somebody's name."""
    if _SPACED.fullmatch(text):
        return not _NO_NAME.fullmatch("".join(text.split()).rstrip("一二三"))
    return bool(_PERSON.fullmatch(text)) and not _NO_NAME.fullmatch(text)


def is_named(text: str) -> bool:
    """Whether a line is a family name and a given name, apart."""
    return bool(_IN_PARTS.search(text)) and is_person(text)


def closed_up(text: str) -> str:
    """A line without the spaces between its letters: ``会 員 各 位``; wider gaps stay."""
    return _LETTERS.sub(lambda match: match[0].replace(" ", "").replace("\u3000", ""), text)


def is_labelled(text: str) -> bool:
    """Whether a line says what somebody did for it: ``写真：…``, ``文・山田 太郎``, or is a note."""
    match = _CREDIT.match(text)
    return match is not None and (not match["mark"] or is_person(match["name"].strip(" \u3000")))


def is_credit(text: str) -> bool:
    """Whether a line says who, when or for whom, or what a picture shows."""
    if (
        is_labelled(text)
        or text[0] == "※"
        or is_dateline(text)
        or is_caption(text)
        or is_company(text)
        or is_addressee(text)
    ):
        return True
    read = _WITH_READING.fullmatch(text)
    return read is not None and is_person(read["name"])


def is_sender(text: str) -> bool:
    """Whether a line is somebody's office and name: ``港町長　山田 太郎``."""
    match = _SENDER.fullmatch(text) if len(text) <= 40 else None
    return match is not None and (is_person(match["name"]) or bool(_FAMILY_NAME.fullmatch(match["name"])))


def is_addressee(text: str) -> bool:
    """Whether a line says whom it is for."""
    return len(text) <= 34 and bool(_ADDRESSEE.fullmatch(text))


def is_company(text: str) -> bool:
    """Whether a line is a company's name."""
    return bool(_COMPANY.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether a line is nothing but the name of an office."""
    return len(text) <= _LONGEST_OFFICE and bool(_OFFICE.fullmatch(text))


def is_kind_of_paper(text: str) -> bool:
    """Whether a line says only what sort of paper this is."""
    return bool(_KIND_OF_PAPER.fullmatch(text.strip("【】［］[]＜＞<>■◆●")))


def is_caption(text: str) -> bool:
    """Whether a line tells what a picture shows."""
    return len(text) <= 120 and bool(_CAPTION.fullmatch(text))


def is_issue(text: str) -> bool:
    """Whether a line is the name and the number of an issue, perhaps with its date."""
    match = _ISSUE.fullmatch(text) if len(text) <= 60 else None
    rest = match["rest"].strip(" \u3000()（）[]【】発行・/／-") if match else "?"
    return match is not None and (
        not rest or is_dateline(rest) or date_in(rest) is not None or bool(_MONTH_OR_VOLUME.fullmatch(rest))
    )


def is_subtitle(text: str) -> bool:
    """Whether dashes or waves around a line say that it is a subtitle."""
    return bool(_SUBTITLE.fullmatch(text))
