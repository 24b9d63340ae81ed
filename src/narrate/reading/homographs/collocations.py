"""Words of two readings beside the words that settle which: 帽子を被る is かぶる, 損害を被る こうむる."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from narrate.reading.words.word import Grounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.words.word import Word


@dataclass(frozen=True, slots=True)
class Collocation:
    """Between such texts, a word whose pronunciation begins with ``old`` begins with ``new``.

    All but ``new`` are patterns; ``unless`` is what must stand on neither side. ``accent`` is the mora
    after which the pitch then falls; ``None`` leaves it where it was.
    """

    surface: str
    old: str
    new: str
    accent: int | None = None
    left: str = ""
    right: str = ""
    unless: str = "(?!)"

    def applied(self, word: Word, left: str, right: str) -> Word | None:
        """``word`` as it is said between the two texts; ``None`` where this does not apply.

        A word that is read so already comes back as settled: what follows would read it otherwise.
        """
        if not _pattern(self.surface).fullmatch(word.surface):
            return None
        if not (_pattern(f"(?:{self.left})$").search(left) and _pattern(self.right).match(right)):
            return None
        if _pattern(self.unless).search(left) or _pattern(self.unless).search(right):
            return None
        begins = _pattern(self.old).match(word.pron)
        if begins:
            return word.said(self.new + word.pron[begins.end() :], Grounds.RULE, self.accent)
        return word.said(word.pron, Grounds.RULE) if word.pron.startswith(self.new) else None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compiled when it is needed first: most articles need few."""
    return re.compile(pattern)


_GODAN_R = "[っるりれらろ]"
_GODAN_K = "[いくきけかこ]"

COLLOCATIONS: tuple[Collocation, ...] = (
    Collocation("何", "ナニ", "ナン", 1, right="で|と(?!何|なに)|なら"),
    Collocation("何と", "ナント", "ナニト", 1, right="何|なに"),
    Collocation("分別", "フンベツ", "ブンベツ", 0, left="(?:ごみ|ゴミ|廃棄物|資源|可燃|不燃)[はをのも]?"),
    Collocation("分別", "フンベツ", "ブンベツ", 0, right="して(?:出|捨|回収)|収集|回収|ごみ|ゴミ"),
    Collocation(
        "中",
        "チュー",
        "ジュー",
        left="(?:日本|東京|大阪|京都|列島|(?<![一-龥])(?:町|街|村|県|島|部屋|家|体|学校|会社))",
        right="[のでにをがは、。]|から",
    ),
    Collocation("体", "タイ", "カラダ", 0, left="^|[^一-龥]", right="中[がにをのは]"),
    Collocation("家中", "カチュー", "イエジュー", left="^|[^一-龥]", right="[をにがの]"),
    Collocation("間", "アイダ", "マ", 0, left="[畳奥]の"),
    Collocation(f"吐{_GODAN_K}", "ハ", "ツ", left="(?:嘘|うそ|ウソ|悪態)を"),
    Collocation(
        "仮名", "カナ", "カメイ", 0, left="[（(]", right="[、）)・]", unless="片仮名|平仮名|かな|カナ"
    ),
    Collocation("仮名", "カナ", "カメイ", 0, right="で(?:登場|紹介|報)"),
    Collocation("三行", "ミユキ", "サンギョー", 1),
    Collocation("三代", "ミシロ", "サンダイ", 1),
    Collocation("土", "ツチ", "ド", 1, right="[・、]日(?:[・、。]|曜|祝|は|に|の|と)"),
    Collocation("夜", "ヨル", "ヨ", 1, right="[がはもの](?:明け|更け|ふけ)|を(?:徹|日に)|のとばり"),
    Collocation(
        "開け", "ア", "ヒラ", left="(?:視界|眺め|眺望|景色|展望|前途|活路|道|未来|運|文明|頭上)[がも]"
    ),
    Collocation(
        f"開{_GODAN_K}",
        "ヒラ",
        "ア",
        left="(?:店|窓|穴|幕|ふた|蓋|鍵|瓶|栓|銀行|局|館|シャッター|ドア|戸)[がも]",
    ),
    Collocation("細々", "コマゴマ", "ホソボソ", 1, right="と(?:暮|続|営|食|生|商|経営|やっ)"),
    Collocation(
        "大勢", "オーゼー", "タイセー", 0, right="[がはを](?:判明|決|固|左右|占|覆)|に(?:影響|従|逆ら)"
    ),
    Collocation(
        "額",
        "ガク",
        "ヒタイ",
        0,
        right="に(?:汗|手を|しわ|皺|キス|口づけ|傷|鉢巻|はちまき|冷た)|の(?:汗|しわ|皺|傷)"
        "|を(?:拭|ぬぐ|押さ|寄せ|地面|畳|床|ぶつ|打ち)|から汗|が広い",
        unless="[予金借補絵]|この$|その$|あの$",
    ),
    Collocation("目下", "モッカ", "メシタ", 0, right="の(?:者|人|相手|部下)|に(?:も?(?:優|厳|威張)|は厳)"),
    Collocation(
        "角",
        "カド|カク",
        "ツノ",
        2,
        left="(?:鹿|シカ|牛|ウシ|羊|ヒツジ|山羊|ヤギ|サイ|鬼|虫|トナカイ|獣|竜|龍|カモシカ|悪魔)の",
    ),
    Collocation("角", "カド|カク", "ツノ", 2, right="[がを](?:生え|はや)"),
    Collocation("臭い", "クサイ", "ニオイ", 2, left="[のな]", right="(?:[がをはもにで、。]|す[るれ])"),
    Collocation("造作", "ゾーサク", "ゾーサ", 1, right="も?(?:な[いくけか]|無)"),
    Collocation(
        "一目", "イチモク", "ヒトメ", 2, right="で(?:分か|わか|判|見|それ|気に)|見て|見た|会|惚れ|ぼれ"
    ),
    Collocation("一分", "イップン", "イチブ", 2, right="の(?:隙|すき|狂い)"),
    Collocation(
        "縁",
        "エン",
        "フチ",
        2,
        left="(?:コップ|皿|眼鏡|めがね|帽子|池|崖|机|ベッド|器|鍋|茶碗|椀|布|湖|井戸|浴槽|カップ|グラス|窓|穴|目)の",
    ),
    Collocation(
        "金",
        "キン",
        "カネ",
        0,
        left="^|[^一-龥々ァ-ヶー]",
        right="を(?:払|使|貸|借|稼|もら|貰|出[すしせ]|貯|ため|返|渡|受け取|儲|もうけ|盗|奪|惜し|積)"
        "|が(?:な[いくけか]|無|かか|あ[るれっ]|足り|要|欲し|もったい|貯)|に(?:困|目がくら)"
        "|の(?:使い|貸し|無心|亡者|切れ目)",
        unless="銀|銅|メダル|五輪|オリンピック|決勝|優勝|大会|選手|指輪|部品|歯|アクセサリー|装飾|鉱|宝",
    ),
    Collocation(
        "下",
        "モト",
        "シタ",
        0,
        left="(?<![一-龥])(?:木|大木|巨木|机|橋|石橋|鉄橋|屋根|窓|床|足|崖|軒|傘|布団|ベッド|椅子|いす|テーブル|目|鼻|丘"
        "|坂|電線|水|雪|氷|石|岩|階段|高架|看板|桜|街灯|耳|首|膝|腕|服|枕|土|地面|線路|ガード|陸橋|ひさし|あご|顎)の",
    ),
    Collocation(
        "十分",
        "ジューブン",
        "ジュップン",
        1,
        right="(?:ほど|くらい|ぐらい|前(?![提向も])|間(?!に合)|ごと|おき|足らず|以内|遅れ[てでのた]|後(?![悔ろ]))",
    ),
    Collocation(
        "十分",
        "ジューブン",
        "ジュップン",
        1,
        left="まで|あと|徒歩|歩いて|[車スりん転機]で|約|わずか|たった|ほんの",
        right="か[かけ]る|かか|で(?:着|行|来|終|でき|作|到)|の(?:所|ところ|距離|場所)",
    ),
    Collocation("気質", "キシツ", "カタギ", left="(?:職人|学生|江戸っ子|親方|商人|役人|芸人|武士|名人|書生)"),
    Collocation(
        "寒気",
        "サムケ",
        "カンキ",
        1,
        right="が(?:流れ|南下|居座|入り|緩|張り|近づ)|の(?:影響|南下|流入|中心|吹き)|を伴|に覆",
        unless="風邪|熱",
    ),
    Collocation(
        "大家", "オーヤ", "タイカ", 1, left="(?:画|書|学|界|文学|音楽|建築|歌|俳句|落語|芸|史|研究|文壇)の"
    ),
    Collocation("名代", "ナダイ|ナシロ", "ミョーダイ", 0, left="の", right="として|を務|で(?:出|参|来)"),
    Collocation("札", "サツ", "フダ", 0, left="(?:名前|番号|木|値段|神社|厄除け|注意|休業|準備中|営業中)の"),
    Collocation(
        "札",
        "サツ",
        "フダ",
        0,
        right="を(?:付|つけ|立て|掛|かけ|下げ|ぶら|貼)|が(?:掛|かか|立|下が)",
        unless="財布|偽|銀行|紙幣|円|金",
    ),
    Collocation("見物", "ミモノ", "ケンブツ", 0, right="(?!だ|で(?:す|あ|し)|。|$)"),
    Collocation(
        "色紙", "イロガミ", "シキシ", 0, right="に(?:サイン|書|揮毫|名|したため|寄せ)|を(?:もら|贈|飾|頂)"
    ),
    Collocation(
        "生物",
        "セーブツ",
        "ナマモノ",
        2,
        right="[はをも](?:冷蔵|早めに|早く(?:食|使|召)|お早|傷みやす)|なので早",
    ),
    Collocation(
        "出店",
        "シュッテン",
        "デミセ",
        0,
        left="(?:祭り|夜店|縁日|境内|参道|神社|沿道|花火大会)の",
        right="(?!計画|し|す)",
    ),
    Collocation(
        "出店",
        "シュッテン",
        "デミセ",
        0,
        right="が(?:並(?!行)|立ち)|を(?:巡|冷やか|のぞ)|で(?:買い|買っ|食べ)",
    ),
    Collocation(
        "側",
        "ガワ",
        "ソバ",
        1,
        left="^|、|すぐ",
        right="に(?:い[るたてま]|居|座|立|置|寄|付|つい|あ[るっ])|へ(?:寄|来)|で(?:見|聞|待|寝|眠|笑|泣|支)",
    ),
    Collocation(
        "側",
        "ガワ",
        "ソバ",
        1,
        left="(?:私|僕|君|彼|彼女|父|母|親|子|妻|夫|姉|兄|妹|弟|友|犬|猫|あなた|火|暖炉|枕|机|木)の",
        right="に(?:い[るたてま]|居|座|寄り添)|へ寄|で(?:寝|眠|笑|泣)",
    ),
    Collocation(
        f"被{_GODAN_R}",
        "コーム",
        "カブ",
        left="(?:帽子|面|布団|ふとん|毛布|かつら|カツラ|猫|水|泥|フード|ベール|ヘルメット|笠|冠|頭巾|波|埃|ほこり"
        "|灰|砂|雪|粉|マスク|キャップ|ネコ|罪)(?:を|も|は|まで)[^。、をま]{0,4}",
    ),
    Collocation(f"弾{_GODAN_K}", "ヒ", "ハジ", left="(?:水|油|雨|光|水滴|そろばん|算盤|指で|爪で)を?"),
    Collocation(
        f"抱{_GODAN_K}",
        "イダ",
        "ダ",
        0,
        left="(?:赤ん坊|赤ちゃん|子|子ども|子供|娘|息子|猫|犬|孫|肩|腕|膝|人形|ぬいぐるみ|荷物|幼子|卵)を[^。、をま]{0,4}",
    ),
    Collocation(
        "人気",
        "ニンキ",
        "ヒトケ",
        0,
        left="(?:辺り|あたり|周囲|周り|通り|道|店内|館内|境内|家|部屋|校舎|公園|路地|浜|森|村|街|町)に[はも]?",
        right="[がのはも]?(?:な[いく](?!のは|理由|から)|なか|まばら|途絶)",
        unless="住宅|商品|客|ファン|票|若者|理由|売れ",
    ),
    Collocation("上手", "ジョーズ", "カミテ", 0, left="[山川道坂畑村]の", right="に(?!な)|[のへ]|から|側"),
    Collocation(
        "上手",
        "ジョーズ",
        "ウワテ",
        0,
        left="(?:方|ほう)が(?:一枚|数段|役者が)|交渉は[^。、]{0,6}が",
        right="だ|です|で|。",
    ),
    Collocation(
        "表",
        "ヒョー",
        "オモテ",
        3,
        left="^|[、はもらでを]",
        right="に(?:出[るたてなすさ]|立[つっ])|の(?:通りに出|門|戸|顔|世界|看板)|で(?:遊|待|話|騒)|へ(?:出|回)|が騒",
    ),
    Collocation(
        "後",
        "アト",
        "ノチ",
        0,
        left="^|[、は]",
        right="に(?!回|残|続|引|す[るれ]|し|せ|な[るっ]|でも|考|行い|引|譲)",
        unless="(?:楽しみ|返事|それ|話|これ|続き|用事)は$",
    ),
    Collocation(
        "音",
        "オト",
        "ネ",
        0,
        left="(?:鐘|鈴|虫|(?<![汽警霧口草])笛|琴|三味線|尺八|笙|琵琶|風鈴)の",
        unless="うるさ|眠れ",
    ),
    Collocation(
        "方々",
        "カタガタ",
        "ホーボー",
        1,
        left="^|[、。はもが]",
        right="を(?:探|巡|歩|回|訪ね|当た|旅)|に(?:散|手を)",
    ),
    Collocation("辺", "ヘン", "ホトリ", 0, left="[川湖池沼泉水海]の"),
    Collocation("我", "ワレ", "ガ", 1, right="を(?:通|張)|が強"),
    Collocation(
        "汚[しすさせそ]",
        "ケガ",
        "ヨゴ",
        left="(?:服|手|床|部屋|シャツ|空気|水|川|海|壁|紙|本|靴|机|環境|街|町|布|畳|車)を",
    ),
    Collocation(
        "脅か[しすさせそ]", "オビヤカ", "オドカ", left="(?:わっと|わっ、?と|後ろから|ふざけて)[^。、]{0,6}"
    ),
    Collocation("一見", "イチゲン", "イッケン", 0, right="(?!さん|様|客|の客)"),
    Collocation(f"潜{_GODAN_R}", "モグ", "クグ", left="(?:門|のれん|暖簾|鳥居|ゲート|網|アーチ|戸)を"),
)


_SURFACES = re.compile("|".join(c.surface for c in COLLOCATIONS))


def collocated(word: Word, past: Sequence[Word], rest: Sequence[Word]) -> Word:
    """The word as its neighbours ask for it."""
    if not _SURFACES.fullmatch(word.surface):
        return word
    left = "".join(w.surface for w in past)
    right = "".join(w.surface for w in rest)
    return next((said for c in COLLOCATIONS if (said := c.applied(word, left, right))), word)
