"""How else a doubtful word may be read: words of two readings, and what both readers know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.reading.sounds.romaji import from_romaji
from narrate.reading.sounds.spelling import spelled
from narrate.reading.words.second import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrate.review.signs import Scene

_SAYABLE = re.compile("(?:[ァ-ヂツ-ヺー]|ッ[カ-コサシスセソタチツテトパピプペポ])+")
MOST = 3
"""Candidates of one word."""

_LIST = """
日本 ニホン ニッポン
今日 キョウ コンニチ
明日 アシタ アス ミョウニチ
昨日 キノウ サクジツ
一日 イチニチ ツイタチ
一昨日 オトトイ イッサクジツ
昨夜 サクヤ ユウベ
今朝 ケサ コンチョウ
他の ホカノ タノ
他に ホカニ タニ
その他 ソノタ ソノホカ
後 アト ノチ ゴ
朝 アサ チョウ
前 マエ ゼン
上 ウエ カミ ジョウ
下 シタ モト シモ
方 ホウ カタ
辺 アタリ ヘン ベ
金 カネ キン
額 ガク ヒタイ
博士 ハカセ ハクシ
人気 ニンキ ヒトケ ジンキ
上手 ジョウズ ウワテ カミテ
下手 ヘタ シタテ シモテ
大家 タイカ オオヤ タイケ
生物 セイブツ ナマモノ
仮名 カナ カメイ
色紙 シキシ イロガミ
市場 シジョウ イチバ
工場 コウジョウ コウバ
世論 ヨロン セロン
最中 サイチュウ サナカ モナカ
分別 フンベツ ブンベツ
大勢 オオゼイ タイセイ
心中 シンジュウ シンチュウ
一行 イッコウ イチギョウ
一時 イチジ イットキ ヒトトキ
一途 イチズ イット
一目 ヒトメ イチモク
寒気 サムケ カンキ
見物 ケンブツ ミモノ
口腔 コウクウ コウコウ
国境 コッキョウ クニザカイ
根本 コンポン ネモト
細々 コマゴマ ホソボソ
身代 シンダイ ミガワリ
追従 ツイジュウ ツイショウ
頭数 アタマカズ トウスウ
人事 ジンジ ヒトゴト
半月 ハンツキ ハンゲツ
評定 ヒョウテイ ヒョウジョウ
風車 フウシャ カザグルマ
文書 ブンショ モンジョ
変化 ヘンカ ヘンゲ
名代 ナダイ ミョウダイ
目下 モッカ メシタ
利益 リエキ リヤク
礼拝 レイハイ ライハイ
相殺 ソウサイ ソウサツ
相手方 アイテカタ アイテガタ
兵法 ヘイホウ ヒョウホウ
研究所 ケンキュウジョ ケンキュウショ
製作所 セイサクジョ セイサクショ
拍子 ヒョウシ ビョウシ
雨水 アマミズ ウスイ
両刃 リョウバ モロハ
早急 サッキュウ ソウキュウ
重複 チョウフク ジュウフク
代替 ダイタイ ダイガエ
依存 イゾン イソン
施工 セコウ シコウ
施行 シコウ セコウ
地頭 ジトウ ジアタマ
唐名 トウミョウ カラナ トウメイ
身体 シンタイ カラダ
牧場 ボクジョウ マキバ
草原 ソウゲン クサハラ
水面 スイメン ミナモ
初日 ショニチ ハツヒ
白髪 シラガ ハクハツ
縁 エン フチ ヘリ
角 カド カク ツノ
床 ユカ トコ
空 ソラ カラ クウ
種 タネ シュ
印 シルシ イン
面 メン オモテ ツラ
表 ヒョウ オモテ
音 オト オン ネ
底 ソコ テイ
弦 ツル ゲン
節 フシ セツ
汚れ ヨゴレ ケガレ
避ける サケル ヨケル
辛い ツライ カライ
描く エガク カク
開く ヒラク アク
開い ヒライ アイ
弾い ヒイ ハジイ
弾く ヒク ハジク
抱く ダク イダク
止める トメル ヤメル
止め トメ ヤメ
潜る モグル クグル
被る カブル コウムル
脅かす オドカス オビヤカス
入れる イレル ハイレル
経る ヘル タツ
"""

EVEN = frozenset(
    [
        "日本",
        "今日",
        "明日",
        "後",
        "他の",
        "他に",
        "その他",
        "博士",
        "世論",
        "研究所",
        "工場",
        "市場",
        "相手方",
        "一日",
        "身体",
        "唐名",
        "兵法",
        "雨水",
        "両刃",
        "拍子",
        "朝",
    ]
)
"""Of these the rarer reading is common enough to ask even where the commoner one was chosen."""

CANDIDATES: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:]) for line in _LIST.strip().splitlines()
}
"""Written form -> readings, the commonest first."""


def others_of(scene: Scene, unit: tuple[int, int], worst: int) -> tuple[str, ...]:
    """Other readings of the words of ``unit``, the likeliest first; ``worst`` is the most doubtful one."""
    first, last = unit
    written = scene.text[scene.words[first].start : scene.words[last - 1].end]
    found = [*_heard(scene, first, last)]
    if last - first == 1:
        found += _of_word(scene, first)
    else:
        found += [*CANDIDATES.get(written, ()), *(k.kana for k in scene.known(written))]
    if last - first > 1 and all(scene.readings[first:last]):
        before = "".join(scene.readings[first:worst])
        after = "".join(scene.readings[worst + 1 : last])
        found += [
            before + kana + after for kana in (*_heard(scene, worst, worst + 1), *_of_word(scene, worst))
        ]
    return tuple(_distinct(found, "".join(scene.readings[first:last])))[:MOST]


def _heard(scene: Scene, first: int, last: int) -> Iterator[str]:
    """What the second reader says there, where both cut at the same places."""
    start, end = scene.words[first].start, scene.words[last - 1].end
    tokens = [t for t in scene.tokens if t.start < end and start < t.end]
    is_whole = bool(tokens) and (tokens[0].start, tokens[-1].end) == (start, end)
    if is_whole and not any(t.is_unknown for t in tokens):
        yield "".join(_as_said(scene.text[t.start : t.end], t.kana) for t in tokens)


def _as_said(written: str, kana: str) -> str:
    """又は is マタワ, which the second reader spells マタハ."""
    return kana[:-1] + "ワ" if written.endswith("は") and kana.endswith("ハ") else kana


def _of_word(scene: Scene, i: int) -> Iterator[str]:
    word, form = scene.words[i], scene.form(i)
    if re.fullmatch("[A-Za-z]+", form):
        yield from _of_letters(form)
        return
    yield from CANDIDATES.get(form, ())
    is_name = word.pos[1] == "固有名詞"
    yield from (_as_said(form, k.kana) for k in sorted(scene.known(form), key=lambda k: k.is_name != is_name))


def _of_letters(form: str) -> Iterator[str]:
    if kana := from_romaji(form.lower()):
        yield kana
    if form.isupper() or len(form) <= 3:
        yield "".join(spelled(form.upper()))


def _distinct(found: Iterable[str], said: str) -> Iterator[str]:
    """Each sound once that can be spoken, and not what is said already, with ノ behind it or without."""
    heard = {sound(said), sound(said + "ノ")}
    for kana in found:
        if sound(kana) not in heard and _SAYABLE.fullmatch(kana):
            heard.add(sound(kana))
            yield kana
