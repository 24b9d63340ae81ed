"""Lines that are not the article: navigation, share buttons, tables of contents, boilerplate, mail.

What is not sure stays: a line is furniture by all that it holds, never by a word in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.plain.decisions import leave_out
from narrate.article.plain.descriptions import leave_out_of_description
from narrate.article.plain.ends import leave_out_ends
from narrate.article.plain.kinds import FRAMED, Block, Kind, is_list_scheme, is_rule, normal
from narrate.article.plain.pages import PAGE_TURNS, first_prose, is_path, leave_out_foot, leave_out_frame
from narrate.article.plain.sites.words import leave_out_own_words
from narrate.article.skips.reasons import COLOPHON, CONTENTS, NAVIGATION
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.plain.decisions import Reasons


_IMAGE = re.compile(
    r"[\[［【(（<＜](?:画像|イメージ|image|IMAGE|Image|img|IMG|動画|video"
    r"|図版)\s*[0-9０-９]*\s*(?:[:：][^\]］】]*)?[\]］】)）>＞]"
    r"|[\[［【(（](?:写真|図)\s*[0-9０-９]*[\]］】)）]"
    r"|(?:画像|image|img)\s*[0-9０-９]*\s*[:：]?\s*\S+\.(?:jpe?g|png|gif|webp|svg)"
    r"|\S+\.(?:jpe?g|png|gif|webp|svg|JPE?G|PNG|GIF)|\[D\]"
    r"|f:id:[\w-]{1,64}:\d{8,14}\w?:[a-z]{1,10}|見出し画像|サムネイル画像"
    r"|(?:記事|関連|商品|参考)?(?:イメージ|画像|写真)[ \u3000]*\d{1,3}"
    r"|(?:(?:[Ss]?[Ii][Mm][Gg]|[Dd][Ss][Cc][NnFf]?)_?\d{2,8}\w?[ ]*){1,6}"
)
_PARTS = re.compile(r"[\s|｜/／:：]+")
_SHARE = re.compile(
    r"このエントリーをはてなブックマークに追加|"
    r"(?:この(?:記事|ページ)を)?(?:シェア|ツイート|ポスト|ブックマーク|拡散|共有)(?:する)?[!！]?|"
    r"(?:この(?:記事|ページ)を)?(?:Facebook|フェイスブック|Twitter|ツイッター|X|LINE|ライン"
    r"|はてなブックマーク|Pocket|Instagram|インスタグラム|note|Threads|Bluesky|メール)(?:で|に)"
    r"(?:シェア|共有|送る|送信|投稿|追加|保存|フォロー|ポスト|ツイート)(?:する)?|"
    r"いいね[!！]?(?:する)?|フォロー(?:する|中)?|高評価|チャンネル登録|お気に入り(?:に追加|登録)?|スキ|"
    r"はてブ(?:する)?|はてなブックマーク|LINEで送る|リンクをコピー(?:する)?|URLをコピー(?:する)?"
    r"|メールで送る|印刷(?:する)?|"
    r"Facebook|Twitter|LINE|Pocket|Pinterest|Hatena|Instagram|YouTube|RSS|feedly|"
    r"SHARE|Listen|TWEET|"
    r"[Ff][Oo][Ll][Ll][Oo][Ww](?: [Uu][Ss])?(?: (?:in|on) \w{1,12})?|LIKE|X|Bluesky|Threads|"
    r"この(?:記事|ページ)を印刷(?:する)?|Share|Tweet|Like|Follow|Pin it|Print|Email|Bookmark|コピー(?:する)?"
)
_SURE_SHARE = re.compile(
    r"このエントリーをはてなブックマークに追加|"
    r"この(?:記事|ページ|エントリーを?)を?.+|(?:シェア|ツイート|ブックマーク|拡散)する[!！]?|.+(?:で|に)(?:シェア|共有|送る|送信|投稿|追加|保存|フォロー|ポスト|ツイート)(?:する)?"
    r"|(?:リンク|URL)をコピー(?:する)?|メールで送る|Pin it"
)
"""Whole phrases; all others of them are buttons only among buttons."""
_COUNT = re.compile(r"[\d,０-９]+(?:件|人|回|users?|K|万)?|[\[(（][\d,]+[\])）]|する")
_ARROWS = "<>＜＞«»‹›←→↑↓▲▼△▽◀▶◁▷≪≫^ \u3000"
_NAVIGATION = re.compile(
    r"(?:本文|メイン?コンテンツ|コンテンツ)(?:へ|に)(?:スキップ|移動|ジャンプ)(?:する)?|(?:ページ"
    r"|この?ページ)の?(?:先頭|トップ|上部|上)(?:へ|に)(?:戻る|もどる)?|"
    r"ページトップ(?:へ|に)?(?:戻る)?|(?:トップ|ホーム|目次|一覧|前のページ|上|元のページ"
    r"|トップページ|記事一覧|ニュース一覧|HOME|TOP)"
    r"(?:へ|に|ページへ|ページに)(?:戻る|もどる)|"
    r"(?:前|次|前後)の(?:記事|ページ|話|章|投稿|エントリー?)(?:へ)?|(?:前|次)へ|続きを読む"
    r"|もっと(?:見る|読む)|すべて(?:見る|表示)|一覧を?見る|"
    r"ログイン|ログアウト|新規登録|会員登録|新規会員登録|サイトマップ|サイト内検索"
    r"|メニューを?(?:開く|閉じる)?|"
    r"文字サイズ|印刷用ページ|印刷用画面|コメントを?(?:する|書く|残す|投稿する)|トラックバック"
    r"|広告|スポンサ(?:ー|ード)[ 　]?リンク|PR|ADVERTISEMENT|Advertisement|"
    r"(?:Back to|Go to) (?:top|Top|home|Home)|Skip to (?:main )?content|Previous|Next|Prev|Home"
    r"|HOME|Menu|MENU|Login|Search|Sitemap|"
    r"ホーム|トップ|トップページ|検索|閉じる|戻る|前へ|次へ|目次|テーマ|English|日本語"
    r"|お問い合わせ|プライバシーポリシー|利用規約|個人情報保護方針|会社概要|採用情報|アクセス"
    r"|サービス|ニュース|新着情報|ブログ|TOP|Top|一覧|次回|前回|最新|追記|前日|翌日|よくある質問|利用案内"
    r"|(?:[Dd]ate|[Tt]hread|[Cc]hronological|[Ss]ubject) ?(?:[Pp]rev(?:ious)?|[Nn]ext|[Ii]ndex)"
    r"|[Ii]ndex|[Uu]p|[Cc]ontents"
    r"|(?:大きな文字で|このページを)?印刷(?:する)?|印刷用?(?:ページ|画面)(?:を?表示(?:する)?|を開く)?"
    r"|[小中大]|標準|拡大|縮小"
    r"|(?:前|次)の[ ]?\d{1,3}[ ]?(?:件|ページ)|全[ ]?\d{1,4}[ ]?ページ|記事検索|本文印刷"
    r"|カレンダー|カテゴリー?|バックナンバー|キーワードサーチ|フリーページ|自由欄|サイド自由欄|(?:コメント|トラックバック)新着|[^。、]{2,16}一覧へ"
    r"|(?:最初の)?コメントを(?:投稿|書き?込|残)(?:する|しよう|む|す)?[!！]?"
    r"|(?:この記事への)(?:コメント|トラックバック)(?:一覧|URL)?"
    r"|(?:コメント|トラックバック)[ ]?[(（:：][ ]?\d{1,5}[ ]?[)）]?"
    r"|コメントはまだありません。?|過去ログ|前後の記事"
    r"|[\d,]+人が.{1,12}(?:入れ|登録し|いいねし|フォローし)ています"
    r"|(?:本棚|お気に入り|ブックマーク|マイリスト|しおり)(?:に|を)(?:追加|登録|はさむ|挟む)(?:する)?|拍手(?:する)?|しおり"
    r"|(?:通常|印刷用|携帯|モバイル|スマートフォン|PC|パソコン)(?:用|版)?(?:の)?(?:ページ|サイト|表示)"
    r"|[^。、]{2,20}を?(?:スキップ|飛ば)(?:し|する)?(?:て本文へ)?|(?:目次|表紙)へ"
)
_BACK = re.compile(r"[^。、]{1,12}(?:へ|に)(?:戻る|もどる)")
"""Wherever it leads: only beside a button that is sure."""
_JUMPS = re.compile(r"(?:[^\s、。へ]{2,14}へ){3,10}")
"""Ways to parts of a page that lost the space between them."""
_COUNTER = re.compile(r"\d{1,4}\s*[/／]\s*\d{1,4}(?:\s*ページ)?|[/／]\s*\d{1,4}\s*ページ")
"""Which page of how many: a button only between others."""
_SURE_NAVIGATION = re.compile(
    r".*(?:スキップ|移動|ジャンプ)(?:する)?|.*(?:へ|に)(?:戻る|もどる)|(?:ページ|この?ページ)の?(?:先頭|トップ|上部|上)(?:へ|に)"
    r"|(?:前|次|前後)の(?:(?:記事|投稿|エントリー?)へ?|ページへ|[ ]?\d{1,3}[ ]?件)"
    r"|.*一覧へ|メニューを(?:開く|閉じる)|印刷用(?:ページ|画面)|スポンサ(?:ー|ード)[ 　]?リンク"
    r"|ADVERTISEMENT|Advertisement|(?:Back|Go) to .*|Skip to .*"
    r"|大きな文字で印刷(?:する)?|印刷用?ページを?表示(?:する)?"
    r"|[\d,]+人が.*ています|本棚に追加(?:する)?|しおりを(?:はさむ|挟む)"
    r"|(?:通常|印刷用|携帯|モバイル|スマートフォン|PC|パソコン)(?:用|版)?(?:の)?(?:ページ|サイト|表示)|.*(?:飛ば|スキップ)して本文へ"
)
_BUTTONS = ("navigation", "share button")
_FEWEST_BUTTONS = 3
_LONGEST_BUTTON = 12
_NEAR_THE_TOP = 8
_COLUMNS = re.compile(r"[|｜]|\s{2,}|\]\s*\[")
_WORDS = re.compile(r"[\s\[\]|｜/／・]+")
_FEWEST_WORDS = 2
_TIMES = re.compile(r"[\[(（]?\d{1,2}:\d{2}(?::\d{2})?(?:[ ,.〜~～\-–—→>]+\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?")
_FIRST_TIME = re.compile(r"[\[(（]?0?0:00")
_CLOCK = re.compile(r"\d{1,2}(?::\d{2}){1,2}")
_FEWEST_TIMES = 3
_FEWEST_MARKS = 5
_LONGEST_STEP_SECONDS = 300
_PAGE_HEAD = re.compile(r"(?P<name>[\w.+-]+\(\w{1,5}\))\s{2,}\S.*?\s{2,}(?P=name)")
_TITLE_LABEL = re.compile(
    r"(?:作品)?(?:タイトル|題名|題|作品名|書名|表題)[ \t\u3000]*[:：][ \t\u3000]*(?=\S)"
    r"|【[ \u3000]*(?:ソフト(?:ウェア)?(?:の)?名(?:称)?|タイトル|題名|作品名|名称"
    r"|プログラム名|アプリ(?:の)?名)[ \u3000]*】"
    r"[ \t\u3000]*[:：]?[ \t\u3000]*(?=\S)"
    r"|(?:ソフト(?:ウェア)?名(?:称)?|プログラム名|アプリ名)[ \t\u3000]*[:：][ \t\u3000]*(?=\S)"
)
_RELATED = re.compile(
    r"(?:関連(?:する)?(?:記事|レシピ|商品|動画|スポット|リンク|ニュース|ページ|コンテンツ|投稿|タグ|キーワード)|(?:あわせて"
    r"|併せて|こちらも|次に)読(?:みたい|まれている記事)(?:記事)?|"
    r"こちらの記事も(?:おすすめ|どうぞ|読まれています)?|(?:おすすめ|オススメ|お薦め)の?(?:記事"
    r"|コンテンツ)|(?:人気|新着|最新|最近|注目|話題|過去|その他|他)(?:の)?(?:記事|ニュース|投稿|エントリー?|トピックス?)|"
    r"あなたに(?:おすすめ|オススメ)(?:の.{1,6})?|(?:同じ|この)(?:カテゴリー?|著者|筆者|ライター|ブログ)の(?:他の)?(?:人気)?記事|"
    r"[「『]?[^。、「」『』]{0,20}[」』]?カテゴリー?の(?:他の|最新)?(?:記事|エントリー?)|"
    r"(?:人気|新着)?記事(?:ランキング|一覧)|RANKING|Ranking|(?:[Rr]ecent|[Pp]opular|RECENT"
    r"|POPULAR) ?(?:[Pp]osts?|POSTS?|[Ee]ntr(?:y|ies))|"
    r"(?:アクセス|記事|人気)ランキング|よく読まれている記事|この記事を読んだ人は.{0,20}"
    r"|Related (?:Posts|Articles|Links)|Recommended|カテゴリー?一覧|アーカイブ|タグ一覧)"
)
_RELATED_TO_THIS = re.compile(
    "関連|あわせて|併せて|こちら|次に|おすすめ|オススメ|お薦め|よく|この|Related|Recommended"
)
_CONTENTS = re.compile(
    r"(?:(?:目[\s\u3000]*次|もくじ)(?:[ ]?[(（][^()（）]{1,12}[)）])?|この記事の(?:目次|内容)"
    r"|目[\s\u3000]*次|もくじ|CONTENTS|Contents|contents|INDEX|Index|今号の内容|今週の内容|今月の内容"
    r"|今号の目次|本日の目次)"
)
_OF_AN_ISSUE = re.compile(r"[^。、]{1,24}(?<![のをは])[ \u3000・]*目[ \u3000]?次")
_PAGE_FRAME = re.compile(
    r"(?:(?:この)?ページの先頭です。?[\s\u3000]*)?(?:メニューを飛ばして本文へ|(?:この)?ページの本文へ(?:移動)?|ここから(?:サイトの?)?(?:主な|共通の?|グローバル|ローカル|サブ)?(?:メニュー|ナビゲーション|ヘッダー|フッター)です。?|"
    r"(?:サイトの?|主な|共通)?(?:メニュー|ナビゲーション|ヘッダー)(?:は|の)?ここまで(?:です)?。?|ここから(?:が|は)?本文(?:です)?。?|本文ここから|本文ここまで|"
    r"ここまで(?:が|は)?本文(?:です)?。?)|サイトメニューここから"
    r"|コメントを?(?:どうぞ|残す)|(?:コメント[^。]{0,12})?メールアドレスが公開されることはありません。?[^。]{0,30}(?:必須項目です。?)?"
    r"|[^。、]{0,20}(?:メニュー|ナビゲーション|ナビ|ヘッダー|リンク)(?:など)?を?(?:読み)?(?:とば|飛ば)(?:す|して|し)"
    r"(?:[、]?[^。]{0,20}(?:へ|に)(?:移動(?:する|します)?|進む)?)?|ID[:：]\d{3,12}|(?:この)?ページの先頭です。?|<外部リンク>|ページ(?:番号|ID|ＩＤ)[\s:：]*[0-9０-９][^。]{0,80}"
    r"|(?:掲載|更新|公開|最終更新|登録)日[\s:：]*[^。]{0,40}印刷(?:する|(?:用?ページ)?(?:を?表示)?(?:する)?)"
)
_PART_OF_BAR = re.compile(
    r"(?:(?:ページ|問い?合わ?せ|記事|文書|コンテンツ|管理|登録)(?:番号|ID|ＩＤ)|ID)[:：]?[ ]?[\d-]{2,20}"
    r"|(?:大きな文字で|文字を大きくして|このページを)?印刷(?:する|用ページを?表示(?:する)?)?"
)
_DAY_OF_BAR = re.compile(
    r"(?:(?:最終)?(?:更新|掲載|公開|登録)日?[:：]?)?(?:\d{4}年|(?:令和|平成)(?:元|\d{1,2})年)\d{1,2}月\d{1,2}日(?:更新|掲載|公開)?"
    r"|(?:最終)?(?:更新|掲載|公開|登録)日?[:：]?"
)
"""What city pages put in one line below the title: at least one part is a number or a button."""
_SPACE_IN_DAY = re.compile(r"(?<=[年月元])[ \u3000]+(?=\d{1,2}[月日])|(?<=[:：])[ \u3000]+(?=\d)")
_QUESTION_OF_PAGE = re.compile(
    r"(?:より良い|よりよい)(?:ウェブサイト|ホームページ|Webサイト|サイト)に(?:する|改善|なる)[\s\S]{0,60}|"
    r"この(?:ページ|記事)(?:の(?:情報|内容))?は.{0,12}(?:役に立ちましたか|見つけやすかったですか|参考になりましたか|分かりやすかったですか)[?？。]?"
)
"""Pages ask it among their buttons; elsewhere it may be the article's."""
_FARTHEST_QUESTION = 3
_ADVERTISED = re.compile(
    r"[※*＊\s]*(?:本|当|この)(?:ページ|記事|サイト|ブログ|コンテンツ|投稿)(?:に|で)?は、?[^。]{0,20}"
    r"(?:アフィリエイト|プロモーション|広告|ＰＲ|PR)[^。]{0,24}(?:含|利用|使用|掲載|参加)[^。]{0,24}。?"
    r"|[※*＊\s]*(?:記事|ページ)内に、?[^。]{0,10}(?:広告|プロモーション)[^。]{0,10}含[^。]{0,10}。?"
    r"|[^。]{0,10}PDF(?:形式)?の?ファイル[^。]{0,20}(?:ご覧|閲覧|開く|表示)[^。]{0,60}(?:必要|Reader|ソフト)[^。]{0,40}。?"
    r"|[^。]{2,24}(?:には|場合は)、?ログイン(?:して|が必要)[^。]{0,12}。?"
    r"|この(?:記事|投稿|ページ)は(?:最終)?(?:更新日|公開日|投稿日?)から[^。]{0,16}経過してい(?:ます|る)[^。]{0,20}。?"
    r"|投稿 ?.{1,80} ?は ?.{1,60} ?に最初に表示されました。?|The post .{1,90} appeared first on .{1,60}"
    r"|(?:Printer-friendly version|Send by e-?mail|Email this(?: page)?)"
    r"|[^。]{0,12}(?:ブログ)?ランキングに参加(?:して|中)[^。]{0,24}。?"
)
_COPYRIGHT = re.compile(
    r"(?:Copyright|COPYRIGHT|copyright|©|\([cC]\)|（[cC]）|ⓒ)(?=[^。]*(?:19|20)\d\d(?![年\d]))"
    r"[ \u3000©ⓒ\w(（).,，、&＆・\-–—~〜）]*"
    r"|[^。]*(?:All [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED)[.．]?"
)
_COPYRIGHT_NAME = re.compile(
    r"(?:(?:Copyright|COPYRIGHT|copyright)[ \u3000]*)?(?:©|\([cC]\)|（[cC]）|ⓒ)"
    r"[ \u3000]*[^。、はがをか]{2,40}"
)
"""Without a year it is one only where the text ends."""
_RIGHTS = re.compile(
    r".{0,80}(?:無断|許可なく|許諾なく|転載|複製|転用|引用|複写|著作権).{0,60}?"
    r"(?:禁じ(?:ます|る)?|禁止?(?:です|します|いたします|しています|としています)?|厳禁(?:です)?"
    r"|お断り(?:します|いたします|しています|しております)?|ご?遠慮(?:ください|下さい|願います|いただ.{1,8})"
    r"|(?:帰属|属)(?:します|しています|する)|有します|(?:お控え|おやめ)(?:ください|下さい))[!！]?"
)
"""What may not be done with a text, as notices say it: a sentence that tells of it is prose."""
_MAILING = re.compile(
    r".{0,40}(?:(?:配信(?:の)?(?:停止|解除|中止|先の?変更)|(?:登録|購読|メルマガ|メールマガジン)(?:の|・)?(?:解除|停止|変更)"
    r"|変更・解除)(?:$|.{0,60}?(?:こちら|https?:|URL|ください|下さい|お願い|願います|できます|いただけます|[:：→]"
    r"|から。?$|まで。?$))|バックナンバーは?(?:こちら|[:：→])|(?:配信|送信)専用).{0,80}"
)
_THIS_MAIL = re.compile(r".{0,20}(?:この|本)メール(?:は|に(?:返信|ご返信)|マガジンは).{0,80}")
_MOST_SENTENCES = 2
_FIRST_OF_ENDING = 2
_INTRODUCING = re.compile(
    r".*(?:(?:次|つぎ|以下|下記?)の(?:とおり|通り|よう|順|もの|項目|人|語|言葉|.{1,4}つ)[^。]{0,24}[。：:…]*"
    r"|[：:])",
    re.DOTALL,
)
_CONTACT = re.compile(
    r"(?:TEL|Tel|FAX|Fax|電話|E-?mail|Mail|URL|〒|https?://|.*[\w.]+@[\w.]+)", re.IGNORECASE
)
_ISSUING = re.compile(
    r"(?:発行(?:者|元|人|所)?|編集(?:・発行)?|配信(?:元|システム)?|登録|解除|購読"
    r"|バックナンバー)[\s\u3000]*[:：・]?"
)
_MAIL_HEADER = re.compile(
    r"(?P<name>From|To|Cc|CC|Bcc|Subject|Date|Sent|Reply-To|Message-ID|MIME-Version|Content-Type"
    r"|Content-Transfer-Encoding|X-[\w-]+|"
    r"件名|差出人|宛先|送信日時|送信者|受信日時|題名|日付)[ \t]*[:：][ \t]*(?P<value>.*)"
)
_COLOPHON = re.compile(
    r"(?:発行(?:日|所|者|元|年月日)?|発売(?:元)?|著者?|編者?|訳者?|編集(?:者|人|協力)?|印刷(?:所"
    r"|・製本)?|製本(?:所)?|初版(?:第?[一1１]刷)?(?:発行)?|装[丁幀]|"
    r"(?:カバー|本文)?(?:デザイン|イラスト|写真)|校正|定価|頒価|ISBN|制作"
    r"|第[一二三四五\d]+[版刷](?:発行)?|DTP|組版|販売)"
    r"(?:[\s\u3000]*[:：/／・]|[\s\u3000]+).{1,60}|ISBN[\s\dX-]+|奥[\s\u3000]*付"
)
_TELLS = re.compile(r".*(?:、.*|を.*|する|した|れる|[一-龯][るむすくうつぶぐぬ]|ます|です)")
"""No name, date or address."""
_LONGEST_SINGLE = 200
_FRAMES = "【】〔〕＜＞<>[]［］：: "
_SIGNS_AROUND = "■□◆◇●○◎★☆▼▽▲△♪* "
_NEAR_THE_END = 15
_LONGEST_LINK = 60
_LONGEST_HEAD = 30
_LEAST_REPEATED = 0.8
_FEWEST_ENTRIES = 2
_LONGEST_SIGNATURE = 10
_MOST_LINKS_BELOW = 4


def furniture_of(blocks: Sequence[Block]) -> tuple[Reasons, frozenset[str], int | None]:
    """The lines that are not the article and why; headings that a contents table names; a mail's subject."""
    found: Reasons = {}
    subject = _mail_header(blocks, found)
    _single_lines(blocks, found)
    leave_out_frame(blocks, found)
    _joined_buttons(blocks, found)
    leave_out_own_words(blocks, first_prose(blocks), found)
    _weak_lines(blocks, found)
    _share_lists(blocks, found)
    _questions_of_page(blocks, found)
    leave_out_ends(blocks, found)
    _jumps(blocks, found)
    _notices(blocks, found, is_mail=subject is not None)
    leave_out_foot(blocks, found)
    _related(blocks, found)
    leave_out_of_description(blocks, found)
    named = _contents(blocks, found) | _listed_on_top(blocks, found)
    _times(blocks, found)
    _ending(blocks, found, is_mail=subject is not None)
    return found, named, subject


def _times(blocks: Sequence[Block], found: Reasons) -> None:
    """The marks of a recording that was written down: they begin at 0:00, and there are several."""
    times = [
        at for at, block in enumerate(blocks) if len(block.whole) <= 24 and _TIMES.fullmatch(block.whole)
    ]
    if len(times) >= _FEWEST_TIMES and _is_recording([blocks[at].whole for at in times]):
        for at in times:
            found.setdefault(at, Message("time of a recording"))


def _is_recording(times: Sequence[str]) -> bool:
    """Marks that begin at 0:00 and rise in small steps; of times of a day few do."""
    if not _FIRST_TIME.match(times[0]):
        return False
    if all(len(_CLOCK.findall(time)) == 2 for time in times):
        return True
    seconds = [_seconds(_CLOCK.findall(time)[0]) for time in times]
    is_rising = all(0 < after - before <= _LONGEST_STEP_SECONDS for before, after in pairwise(seconds))
    return is_rising and len(times) >= _FEWEST_MARKS


def _seconds(time: str) -> int:
    return sum(int(part) * 60**power for power, part in enumerate(reversed(time.split(":"))))


def title_label(text: str) -> int:
    """Where the title begins in a line that names it: ``題名：…``; or 0."""
    match = _TITLE_LABEL.match(text)
    return match.end() if match else 0


def page_head(text: str) -> int:
    """The length of the name in the head of a manual's page, ``SLEEP(1)  …  SLEEP(1)``, or 0."""
    match = _PAGE_HEAD.fullmatch(text) if len(text) <= 160 else None
    return match.end("name") if match else 0


def _single_lines(blocks: Sequence[Block], found: Reasons) -> None:
    """Lines that say by themselves what they are."""
    text_begins = first_prose(blocks)
    for at, block in enumerate(blocks):
        text = block.whole
        if block.kind is not Kind.RULE and len(text) <= _LONGEST_SINGLE and at not in found:
            reason = _reason_of(block.text if block.kind is Kind.ITEM and "画像" in text else text)
            if reason in _BUTTONS and (block.kind is Kind.ITEM or at == text_begins - 1 == 0):
                continue
            if reason is not None or (at < text_begins - 1 and is_path(text)):
                found[at] = reason or NAVIGATION


@lru_cache(maxsize=4096)
def _reason_of(text: str) -> Message | None:
    if _IMAGE.fullmatch(text):
        return Message("mark of an image")
    if _is_share(text):
        return Message("share button")
    if PAGE_TURNS.fullmatch(text):
        return NAVIGATION
    if _SURE_NAVIGATION.fullmatch(bare := _bare(text)) and _NAVIGATION.fullmatch(bare):
        return NAVIGATION
    if _PAGE_FRAME.fullmatch(text) or _is_bar_of_page(text):
        return NAVIGATION
    if _ADVERTISED.fullmatch(text):
        return Message("advertisement")
    return Message("copyright notice") if _COPYRIGHT.fullmatch(text) and len(text) <= 120 else None


def _is_bar_of_page(text: str) -> bool:
    if not any(word in text for word in ("印刷", "番号", "ID", "ＩＤ")):
        return False
    parts = _SPACE_IN_DAY.sub("", text).split()
    sure = [part for part in parts if _PART_OF_BAR.fullmatch(part)]
    days = [part for part in parts if _DAY_OF_BAR.fullmatch(part)]
    return len(parts) >= _FEWEST_WORDS and bool(sure) and len(sure) + len(days) == len(parts)


def _is_share(text: str) -> bool:
    """Whether a line is a whole phrase of a button, or a bar of several."""
    if _SHARE.fullmatch(text.strip()):
        return bool(_SURE_SHARE.fullmatch(text.strip()))
    if not _PARTS.search(text):
        return False
    parts = [part for part in _PARTS.split(text) if part]
    known = [part for part in parts if _SHARE.fullmatch(part)]
    counts = [part for part in parts if _COUNT.fullmatch(part)]
    return bool(known) and len(parts) >= 2 and len(known) + len(counts) == len(parts)


def _bare(text: str) -> str:
    return text.strip(_ARROWS + "[]［］【】|｜")


def is_navigation(text: str) -> bool:
    """Whether a line is nothing but ways to other pages: a bar of them, a path of crumbs, a button."""
    return len(text) <= _LONGEST_SINGLE and "。" not in text and _is_navigation(text)


@lru_cache(maxsize=4096)
def _is_navigation(text: str) -> bool:
    if _NAVIGATION.fullmatch(_bare(text)) or is_path(text):
        return True
    if not _WORDS.search(text):
        return False
    if _are_all_ways(text):
        return True
    parts = [part.strip(_ARROWS + "[]") for part in _COLUMNS.split(text) if part.strip(_ARROWS + "[]")]
    known = [bool(_NAVIGATION.fullmatch(part)) for part in parts]
    if len(parts) < 2 or not any(known):
        return False
    is_bar = sum(known) * 2 >= len(parts) and all(len(part) <= 12 for part in parts)
    return is_bar or (len(parts) <= 3 and known[0] and known[-1])


def _are_all_ways(text: str) -> bool:
    """Whether each word of a line leads somewhere, or is the number of a page."""
    words = [word for word in _WORDS.split(text.strip(_ARROWS)) if word]
    ways = sum(bool(_NAVIGATION.fullmatch(word)) for word in words)
    return (
        len(words) >= _FEWEST_WORDS
        and ways > 0
        and all(_NAVIGATION.fullmatch(word) or word.isdecimal() for word in words)
    )


def _weak_lines(blocks: Sequence[Block], found: Reasons) -> None:
    """Words that are buttons only among buttons: a run of them, a bar, or one beside a sure one."""
    sure = {at for at, reason in found.items() if reason in _BUTTONS}
    prose = _from_first_to_last(
        [at for at, block in enumerate(blocks) if block.is_prose and not is_navigation(block.whole)]
    )
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and (end in sure or _may_be_button(blocks[end], end, found)):
            end += 1
        if end == at:
            at += 1
            continue
        run = range(at, end - _is_title_below(blocks, at, end, prose.start))
        if run and _are_buttons(blocks, run, sure, prose):
            for inside in run:
                found.setdefault(inside, NAVIGATION)
        at = end


def _joined_buttons(blocks: Sequence[Block], found: Reasons) -> None:
    """Buttons that lost the space between them, above the first text or below the last."""
    ends = (*range(min(len(blocks), _NEAR_THE_TOP)), *range(max(0, len(blocks) - _NEAR_THE_TOP), len(blocks)))
    for at in ends:
        text = blocks[at].whole
        if at not in found and len(text) <= _LONGEST_LINK and not text.isascii() and _is_joined(text):
            found[at] = NAVIGATION


def _jumps(blocks: Sequence[Block], found: Reasons) -> None:
    """Ways to the parts of a page below its title."""
    for at, block in enumerate(blocks[: 2 * _NEAR_THE_TOP]):
        if len(block.whole) <= _LONGEST_LINK and _JUMPS.fullmatch(block.whole):
            found.setdefault(at, NAVIGATION)


@lru_cache(maxsize=4096)
def _is_joined(text: str) -> bool:
    """Whether a text is nothing but three words of buttons or more: the fewest that make it."""
    fewest = [0] + [0] * len(text)
    for end in range(2, len(text) + 1):
        starts = [
            start
            for start in range(max(0, end - _LONGEST_BUTTON), end - 1)
            if (start == 0 or fewest[start]) and _NAVIGATION.fullmatch(text, start, end)
        ]
        fewest[end] = min((fewest[start] + 1 for start in starts), default=0)
    return fewest[-1] >= _FEWEST_BUTTONS


def _share_lists(blocks: Sequence[Block], found: Reasons) -> None:
    """Lists of nothing but whole phrases of buttons, which no sentence introduces."""
    at = 0
    while at < len(blocks):
        if blocks[at].kind is not Kind.ITEM:
            at += 1
            continue
        end = at
        while end < len(blocks) and blocks[end].kind is Kind.ITEM and _SHARE.fullmatch(blocks[end].text):
            end += 1
        sure = sum(bool(_SURE_SHARE.fullmatch(blocks[i].text)) for i in range(at, end))
        is_whole = end == len(blocks) or blocks[end].kind is not Kind.ITEM
        if sure * 2 > end - at and is_whole and not _introduces(blocks, at):
            for inside in range(at, end):
                found.setdefault(inside, Message("share button"))
        at = max(end, at + 1)


def _from_first_to_last(places: Sequence[int]) -> range:
    return range(places[0], places[-1] + 1) if places else range(0)


def _is_title_below(blocks: Sequence[Block], at: int, end: int, text_begins: int) -> bool:
    """Whether the last of the words on top stands right above the text, as its title does."""
    return at == 0 < end == text_begins < len(blocks) and not _PARTS.search(blocks[end - 1].whole)


def _may_be_button(block: Block, at: int, found: Reasons) -> bool:
    if at in found or block.kind is Kind.ITEM:
        return False
    text = block.whole
    known = _is_button if len(text) <= _LONGEST_SINGLE else _is_button.__wrapped__
    return known(text)


@lru_cache(maxsize=4096)
def _is_button(text: str) -> bool:
    said = text.strip()
    return is_navigation(said) or any(words.fullmatch(said) for words in (_SHARE, _COUNTER, _BACK))


def _are_buttons(blocks: Sequence[Block], run: range, sure: set[int], prose: range) -> bool:
    if any(at in sure for at in run):
        return True
    if _introduces(blocks, run.start):
        return False
    is_outside = run.start not in prose
    counters = sum(
        bool(_COUNTER.fullmatch(blocks[at].whole) or _BACK.fullmatch(blocks[at].whole)) for at in run
    )
    if counters and len(run) - counters < counters:
        return False
    bars = sum(
        not _NAVIGATION.fullmatch(_bare(blocks[at].whole)) and is_navigation(blocks[at].whole) for at in run
    )
    return len(run) >= _FEWEST_BUTTONS or (is_outside and bars > 0) or (is_outside and len(run) > 1)


def _questions_of_page(blocks: Sequence[Block], found: Reasons) -> None:
    asked = [at for at, b in enumerate(blocks) if at not in found and _QUESTION_OF_PAGE.fullmatch(b.whole)]
    for at in asked:
        around = range(at - _FARTHEST_QUESTION, at + _FARTHEST_QUESTION + 1)
        if any(found.get(near) in ("navigation", "share button", "copyright notice") for near in around):
            found[at] = NAVIGATION


def _related(blocks: Sequence[Block], found: Reasons) -> None:
    """A heading of links to other articles, and the links: short lines without a sentence."""
    last_prose = max((at for at, b in enumerate(blocks) if b.is_prose and at not in found), default=-1)
    at = 0
    while at < len(blocks):
        if at not in found and len(blocks[at].whole) <= _LONGEST_HEAD and _is_related(blocks[at].text):
            end = _end_of_links(blocks, at + 1)
            if end > at + 1 and not _text_goes_on(blocks, range(at, end), last_prose):
                for inside in range(at, end):
                    found.setdefault(inside, Message("links to other articles"))
                at = end
                continue
        at += 1
    _others_below(blocks, found, last_prose)


def _others_below(blocks: Sequence[Block], found: Reasons, last_prose: int) -> None:
    """Behind the last text nothing but other articles stands below a heading of them."""
    below = range(last_prose + 1, len(blocks)) if last_prose > 0 else range(0)
    is_head = (at for at in below if len(blocks[at].whole) <= _LONGEST_HEAD and _is_related(blocks[at].text))
    first = next(is_head, len(blocks))
    if first == len(blocks) or any(
        blocks[at].style.startswith("mark:") for at in range(first + 1, len(blocks))
    ):
        return
    leave_out(blocks, found, range(first, len(blocks)), Message("links to other articles"))


@lru_cache(maxsize=4096)
def _is_related(text: str) -> bool:
    return bool(_RELATED.fullmatch(text.strip(_FRAMES)))


def _text_goes_on(blocks: Sequence[Block], links: range, last_prose: int) -> bool:
    """Whether the list stands in the text: prose of its section follows, or any, if its name says little."""
    if last_prose < links.stop:
        return False
    if not _RELATED_TO_THIS.match(blocks[links.start].text.strip(_FRAMES)):
        return True
    below = next(blocks[at] for at in range(links.stop, len(blocks)) if blocks[at].kind is not Kind.RULE)
    return below.is_prose


def _end_of_links(blocks: Sequence[Block], at: int) -> int:
    """The first line that is no link: a sentence, a rule, or short text that prose follows."""
    begun = at
    while at < len(blocks):
        block = blocks[at]
        if block.is_prose or block.kind in (Kind.RULE, Kind.SPEECH) or len(block.text) > _LONGEST_LINK:
            break
        if at > begun and block.line.follows_blank and block.kind is not Kind.ITEM:
            break
        at += 1
    if at < len(blocks) and blocks[at].is_prose and at > begun and not blocks[at].line.follows_blank:
        return at - 1
    return at


def _contents(blocks: Sequence[Block], found: Reasons) -> frozenset[str]:
    """Tables of contents that repeat what stands below as headings."""
    if not any(_is_contents(block) for block in blocks):
        return frozenset()
    last: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if len(block.whole) <= _LONGEST_LINK and not block.is_prose:
            last[normal(block.whole)] = at
    named: set[str] = set()
    for at, end in _tables(blocks, found):
        entries = [b for b in range(at + 1, end) if blocks[b].kind is not Kind.RULE and b not in found]
        names = {normal(blocks[b].whole) for b in entries} - {""}
        repeated = {name for name in names if last.get(name, -1) >= end}
        is_first_below = (
            end < len(blocks)
            and bool(entries)
            and normal(blocks[end].whole) == normal(blocks[entries[0]].whole)
        )
        is_whole = len(entries) >= _FEWEST_ENTRIES and len(repeated) >= _LEAST_REPEATED * len(names)
        if is_whole or (is_first_below and len(names) > _FEWEST_ENTRIES):
            named |= repeated
            for inside in range(at, end):
                found.setdefault(inside, Message("table of contents: it repeats the headings"))
        elif len(entries) > _FEWEST_ENTRIES and end < len(blocks) and _is_drawn(blocks[end]):
            named |= repeated
            leave_out(blocks, found, range(at, end), CONTENTS)
        elif not repeated and (marked := _marked_alike(blocks, at)) > _FEWEST_ENTRIES:
            for inside in range(at, at + marked + 1):
                found.setdefault(inside, CONTENTS)
    return frozenset(named)


def _listed_on_top(blocks: Sequence[Block], found: Reasons) -> frozenset[str]:
    """What a list above the first text says that short lines above text say again, two of them or more."""
    text = next((at for at, b in enumerate(blocks) if b.is_prose and at not in found), 0)
    listed = {normal(b.whole) for b in blocks[:text] if _is_list_entry(b) and len(b.whole) <= _LONGEST_LINK}
    if len(listed) < _FEWEST_ENTRIES:
        return frozenset()
    again = {
        normal(block.whole)
        for at, block in enumerate(blocks[:-1])
        if block.kind is Kind.TEXT
        and at not in found
        and len(block.whole) <= _LONGEST_LINK
        and blocks[at + 1].kind is not Kind.ITEM
    }
    named = (listed & again) - {""}
    return frozenset(named if len(named) >= _FEWEST_ENTRIES else ())


def _is_list_entry(block: Block) -> bool:
    return block.kind is Kind.ITEM or (block.kind is Kind.MARKED and is_list_scheme(block.style))


def _is_contents(block: Block) -> bool:
    text = block.text
    return len(text) <= _LONGEST_HEAD and _names_contents(text)


@lru_cache(maxsize=4096)
def _names_contents(text: str) -> bool:
    bare = text.strip(_FRAMES).strip(_SIGNS_AROUND)
    return bool(_CONTENTS.fullmatch(bare) or _OF_AN_ISSUE.fullmatch(bare))


def _tables(blocks: Sequence[Block], found: Reasons) -> Iterator[tuple[int, int]]:
    """Where a line says 目次, and where the short lines under it end: at the first that is there again."""
    for at, block in enumerate(blocks):
        if at in found or not _is_contents(block):
            continue
        seen: set[str] = set()
        end = at + 1
        while end < len(blocks) and not blocks[end].is_prose:
            name = normal(blocks[end].whole)
            if name in seen and blocks[end].kind is not Kind.RULE:
                break
            if len(seen) > _FEWEST_ENTRIES and _is_drawn(blocks[end]):
                break
            seen.add(name)
            end += 1
        else:
            end = _before_first_heading(blocks, at, end)
        yield at, end


def _marked_alike(blocks: Sequence[Block], at: int) -> int:
    """How many lines under one that says 目次 bear the mark of the first of them, where text follows."""
    end = at + 1
    style = blocks[end].style if end < len(blocks) else ""
    while style.startswith("mark:") and end < len(blocks) and blocks[end].style == style:
        end += 1
    is_above_text = end < len(blocks) and len(blocks[end - 1].whole) <= _LONGEST_SINGLE
    return end - at - 1 if is_above_text else 0


def _is_drawn(block: Block) -> bool:
    is_ruled = block.kind is Kind.TEXT and block.mark_length > 0
    return block.kind is Kind.RULE or is_ruled or block.style.startswith(FRAMED)


def _before_first_heading(blocks: Sequence[Block], at: int, end: int) -> int:
    """The table ended at prose: what stands apart right above it is a heading already."""
    while end > at + 2 and blocks[end - 1].line.follows_blank:
        end -= 1
    return end


def _mail_header(blocks: Sequence[Block], found: Reasons) -> int | None:
    """Skip the header of a mail on top; the line of its subject, or -1 for a mail without one."""
    names: dict[str, int] = {}
    at = 0
    while at < len(blocks):
        match = _MAIL_HEADER.fullmatch(blocks[at].whole)
        if not match:
            break
        names.setdefault(match["name"], at)
        at += 1
    senders = {"From", "To", "差出人", "宛先", "Sent", "送信者"}
    if len(names) < 2 or not names.keys() & senders:
        return None
    subject = next((names[n] for n in ("Subject", "件名", "題名") if n in names), -1)
    for inside in range(at):
        if inside != subject:
            found[inside] = Message("header of a mail")
    return subject


def subject_offset(text: str) -> int:
    """Where the subject begins in its line."""
    match = _MAIL_HEADER.fullmatch(text)
    return match.start("value") if match else 0


def mail_date(blocks: Sequence[Block], found: Reasons) -> str:
    """The value of a mail's date, if its header has one."""
    for at, reason in found.items():
        if reason == "header of a mail":
            match = _MAIL_HEADER.fullmatch(blocks[at].whole)
            if match and match["name"] in ("Date", "Sent", "送信日時", "日付"):
                return match["value"]
    return ""


def _notices(blocks: Sequence[Block], found: Reasons, *, is_mail: bool) -> None:
    """Boilerplate near the end."""
    end = len(blocks)
    near = range(max(_FIRST_OF_ENDING, end - _NEAR_THE_END), end)
    near_the_end = [at for at in near if at not in found and len(blocks[at].whole) <= 160]
    for at in near_the_end:
        if _is_notice_of_rights(blocks[at].whole):
            found[at] = Message("copyright notice")
        elif _MAILING.fullmatch(blocks[at].whole):
            found[at] = Message("about the mailing")
    for at in near_the_end:
        is_among = is_mail or "about the mailing" in (found.get(at - 1), found.get(at + 1))
        if is_among and at not in found and _THIS_MAIL.fullmatch(blocks[at].whole):
            found[at] = Message("about the mailing")


def _ending(blocks: Sequence[Block], found: Reasons, *, is_mail: bool) -> None:
    """Links, a signature or a colophon that closes the text."""
    _links_below(blocks, found)
    _signature(blocks, found, is_mail=is_mail)
    _colophon(blocks, found)


def _is_notice_of_rights(text: str) -> bool:
    """One sentence that forbids; of several, more than one must."""
    if _COPYRIGHT_NAME.fullmatch(text):
        return True
    sentences = [part for part in text.split("。") if part]
    return (
        sum(bool(_RIGHTS.fullmatch(part)) for part in sentences) >= min(_MOST_SENTENCES, len(sentences)) > 0
    )


def _introduces(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line above says that a list comes."""
    return at > 0 and bool(_INTRODUCING.fullmatch(blocks[at - 1].whole))


def _links_below(blocks: Sequence[Block], found: Reasons) -> None:
    """A few lines below the last rule of which one is navigation for sure are all navigation."""
    at = len(blocks)
    while at and len(blocks) - at <= _MOST_LINKS_BELOW and blocks[at - 1].kind is not Kind.RULE:
        at -= 1
    inside = range(at, len(blocks))
    if not at or len(inside) > _MOST_LINKS_BELOW or any(blocks[i].is_prose for i in inside):
        return
    if any(found.get(i) == "navigation" for i in inside):
        for i in inside:
            found.setdefault(i, NAVIGATION)


def _signature(blocks: Sequence[Block], found: Reasons, *, is_mail: bool) -> None:
    """Behind ``--``, or between the last rules of a mail or a newsletter: addresses, no sentences."""
    rules = [
        at for at, b in enumerate(blocks) if b.kind is Kind.RULE and (b.whole == "--" or is_rule(b.whole))
    ]
    rules = [at for at in rules if at >= len(blocks) - _LONGEST_SIGNATURE - 2]
    for rule in rules:
        inside = [at for at in range(rule + 1, len(blocks)) if blocks[at].kind is not Kind.RULE]
        if not inside or any(blocks[at].is_prose and at not in found for at in inside):
            continue
        texts = [blocks[at].whole for at in inside]
        contacts = sum(bool(_CONTACT.match(text)) for text in texts)
        issuing = sum(bool(_ISSUING.match(text)) for text in texts)
        is_dashed = blocks[rule].whole == "--"
        is_signed = (is_mail and is_dashed) or (contacts > 0 and (is_mail or is_dashed or issuing > 0))
        if is_signed:
            for at in inside:
                found.setdefault(at, Message("signature of a mail"))
            return


def _colophon(blocks: Sequence[Block], found: Reasons) -> None:
    """Three lines or more at the very end that say who published, printed and wrote it."""
    at = len(blocks)
    count = 0
    while at > 0:
        block = blocks[at - 1]
        if at - 1 in found or block.kind is Kind.RULE:
            at -= 1
            continue
        if not _COLOPHON.fullmatch(block.whole) or block.is_prose or _TELLS.fullmatch(block.whole):
            break
        count += 1
        at -= 1
    if count >= 3 and not _introduces(blocks, at):
        leave_out(blocks, found, range(at, len(blocks)), COLOPHON)
