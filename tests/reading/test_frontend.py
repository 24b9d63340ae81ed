import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from narrate.model import Ruby
from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.entries import Entry
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy
from narrate.reading.words.second import sound

pytestmark = pytest.mark.engine

NUMBERS = [
    ("3本", "サンボン"),
    ("1分", "イップン"),
    ("20日", "ハツカ"),
    ("1人", "ヒトリ"),
    ("14日", "ジューヨッカ"),
    ("10カ国", "ジュッカコク"),
    ("1億2千万円", "イチオクニセンマンエン"),
    ("1,234円", "センニヒャクサンジューヨエン"),
    ("5.3%", "ゴーテンサンパーセント"),
    ("60km/h", "ロクジュッキロメートルマイジ"),
    ("25℃", "ニジューゴド"),
    ("¥1,200", "センニヒャクエン"),
    ("$30", "サンジュードル"),
    ("10〜20人", "ジューカラニジューニン"),
    ("2/3", "サンブンノニ"),
    ("2024/3/14", "ニセンニジューヨネンサンガツジューヨッカ"),
    ("19:00", "ジュークジ"),
    ("12:30", "ジューニジサンジュップン"),
    ("-5℃", "マイナスゴド"),
    ("▲1.8%", "マイナスイッテンハチパーセント"),
    ("0時", "レージ"),
    ("30㎡", "サンジューヘーホーメートル"),
    ("½", "ニブンノイチ"),
    ("v1.2.3", "バージョンイッテンニテンサン"),
    ("○○社", "マルマルシャ"),
    ("20XX年", "ニセンエックスエックスネン"),
    ("400m", "ヨンヒャクメートル"),
    ("CO2", "シーオーツー"),
    ("4K", "ヨンケー"),
    ("5G", "ファイブジー"),
    ("3D", "スリーディー"),
]
LATIN = [
    ("OpenAI", "オープンエーアイ"),
    ("xAI", "エックスエーアイ"),
    ("ChatGPT", "チャットジーピーティー"),
    ("NHK", "エヌエイチケー"),
    ("LinkedIn", "リンクトイン"),
    ("GPT-4o", "ジーピーティーフォーオー"),
    ("Grok-2", "グロックツー"),
    ("A100", "エーヒャク"),
    ("MP3", "エムピースリー"),
    ("Windows 11", "ウィンドウズイレブン"),
    ("COVID-19", "コビッドナインティーン"),
    ("R&D", "アールアンドディー"),
    ("PHASE 3", "フェーズスリー"),
    ("AT限定", "エーティーゲンテイ"),
    ("PRIDE OF TEXAS", "プライドオブテキサス"),
    ("SILVER DARK", "シルバーダーク"),
    ("Hepburn vs. Tracy", "ヘップバーンバーサストレーシー"),
    ("McDonald's", "マクドナルド"),
    ("Elon Musk", "イーロンマスク"),
    ("W3C", "ダブリュースリーシー"),
    ("ＮＡＳＡ", "ナサ"),
    ("OPENAI", "オープンエーアイ"),
    ("DX", "ディーエックス"),
    ("LLMs", "エルエルエムズ"),
    ("TOMODACHI", "トモダチ"),
    ("Gryphon", "グリフォン"),
    ("Brightwater", "ブライトウォーター"),
    ("D.C.", "ディーシー"),
]
CONTEXT = [
    ("調査を行っている", "チョーサオオコナッテイル"),
    ("道を行って帰る", "ミチオイッテカエル"),
    ("清の皇帝", "シンノコーテー"),
    ("ササン朝の都", "ササンチョーノミヤコ"),
    ("ネズミ目の動物", "ネズミモクノドーブツ"),
    ("今日では珍しい", "コンニチデワメズラシー"),
    ("午前0時30分", "ゴゼンレージサンジュップン"),
    ("人気のない公園", "ヒトケノナイコーエン"),
    ("人気のない商品", "ニンキノナイショーヒン"),
    ("大分前のことだ", "ダイブマエノコトダ"),
    ("大分市の前", "オーイタシノマエ"),
    ("辛いカレー", "カライカレー"),
    ("辛い別れ", "ツライワカレ"),
    ("最中を三つ食べた", "モナカオミッツタベタ"),
    ("会議の最中に食べた", "カイギノサイチューニタベタ"),
    ("舞台の上手から", "ブタイノカミテカラ"),
    ("首都（パリ）で会う", "シュトパリデアウ"),
    ("田中選手(スズキ)が優勝した", "タナカセンシュスズキガユーショーシタ"),
    ("愛犬（モモ）と歩く", "アイケンモモトアルク"),
    ("普段海に出る", "フダンウミニデル"),
    ("将来家を建てる", "ショーライイエヲタテル"),
    ("現在島に住む", "ゲンザイシマニスム"),
    ("当時城があった", "トージシロガアッタ"),
    ("カリブ海に出る", "カリブカイニデル"),
    ("徳川家を継ぐ", "トクガワケヲツグ"),
    ("役者は上手から現れ、下手へ去った", "ヤクシャワカミテカラアラワレシモテエサッタ"),
    ("下手に出れば付け上がる", "シタテニデレバツケアガル"),
    ("下手に動くと危ない", "ヘタニウゴクトアブナイ"),
    ("別れが辛くて泣いた", "ワカレガツラクテナイタ"),
    ("練習が辛かった", "レンシューガツラカッタ"),
    ("このカレーは辛くて食べられない", "コノカレーワカラクテタベラレナイ"),
    ("席が空くまで待つ", "セキガアクマデマツ"),
    ("電車が空いている", "デンシャガスイテイル"),
    ("おなかが空いた", "オナカガスイタ"),
    ("部屋が空いている", "ヘヤガアイテイル"),
    ("発車までに間がある", "ハッシャマデニマガアル"),
    ("一瞬の間を置いて話す", "イッシュンノマヲオイテハナス"),
    ("二人の間がある程度縮まる", "フタリノアイダガアルテードチジマル"),
    ("その間に読む", "ソノアイダニヨム"),
    ("上手に歌う", "ジョーズニウタウ"),
    ("開店時間に合わせて", "カイテンジカンニアワセテ"),
    ("2時間に合わせて", "ニジカンニアワセテ"),
    ("朝の市場で買う", "アサノイチバデカウ"),
    ("株式市場が動く", "カブシキシジョーガウゴク"),
    ("丘の風車が回る", "オカノフーシャガマワル"),
    ("折り紙の風車", "オリガミノカザグルマ"),
    ("担当の方に伝える", "タントーノカタニツタエル"),
    ("南の方に行く", "ミナミノホーニイク"),
    ("空の箱を運ぶ", "カラノハコオハコブ"),
    ("空の色を見る", "ソラノイロオミル"),
    ("早めに床に就く", "ハヤメニトコニツク"),
    ("血糖値が下がる", "ケットーチガサガル"),
    ("担当の方で確認する", "タントーノホーデカクニンスル"),
    ("株価は値を下げた", "カブカワネオサゲタ"),
    ("期限に間に合わせる", "キゲンニマニアワセル"),
    ("従五位を賜る", "ジュゴイオタマワル"),
    ("正三位を賜る", "ショーサンミオタマワル"),
    ("従四位の人", "ジュシイノヒト"),
    ("正二十面体", "セーニジューメンタイ"),
    ("今日では、多くの人が使う", "コンニチデワオークノヒトガツカウ"),
    ("今日ではほとんど見られない", "コンニチデワホトンドミラレナイ"),
    ("この寺は今日でも信仰を集めている", "コノテラワコンニチデモシンコーオアツメテイル"),
    ("今日における課題", "コンニチニオケルカダイ"),
    ("今日ではなく明日だ", "キョーデワナクアシタダ"),
    ("今日では遅すぎる", "キョーデワオソスギル"),
    ("締め切りは今日ではありません", "シメキリワキョーデワアリマセン"),
    ("予約は今日でもいいですか", "ヨヤクワキョーデモイイデスカ"),
    ("予約は今日でもできますか", "ヨヤクワキョーデモデキマスカ"),
    ("今日でもう終わりだ", "キョーデモーオワリダ"),
    ("旅行は行ってよかった", "リョコーワイッテヨカッタ"),
    ("出張は行っていない", "シュッチョーワイッテイナイ"),
    ("散歩へ行ってきた", "サンポエイッテキタ"),
    ("見学は行ったことがある", "ケンガクワイッタコトガアル"),
    ("見学を行った", "ケンガクオオコナッタ"),
    ("調査は行っていない", "チョーサワオコナッテイナイ"),
    ("廊下を行って帰る", "ローカオイッテカエル"),
    ("横断歩道を行った", "オーダンホドーオイッタ"),
    ("山道を行った", "ヤマミチオイッタ"),
    ("東海道を行った", "トーカイドーオイッタ"),
    ("最先端を行って", "サイセンタンオイッテ"),
    ("剣道を行って", "ケンドーオオコナッテ"),
    ("イネ目イネ科", "イネモクイネカ"),
    ("アカマンボウ目の魚", "アカマンボーモクノサカナ"),
    ("ミシン目で切る", "ミシンメデキル"),
    ("マス目に書く", "マスメニカク"),
    ("アーモンド目の人", "アーモンドメノヒト"),
    ("植物綱と哺乳綱", "ショクブツコートホニューコー"),
    ("クモ綱の動物", "クモコーノドーブツ"),
    ("救命綱を投げる", "キューメーズナオナゲル"),
    ("太い綱を引く", "フトイツナオヒク"),
    ("半球形の屋根", "ハンキューケーノヤネ"),
    ("動詞の過去形", "ドーシノカコケー"),
    ("短縮形を使う", "タンシュクケーオツカウ"),
    ("しずく形の石", "シズクガタノイシ"),
    ("勾玉形の石", "マガタマガタノイシ"),
    ("市場で魚を買う", "イチバデサカナオカウ"),
    ("魚の市場規模", "サカナノシジョーキボ"),
    ("町の市場調査", "マチノシジョーチョーサ"),
    ("市場に上場した鮮魚の会社", "シジョーニジョージョーシタセンギョノカイシャ"),
    ("市場シェアを持つ鮮魚チェーン", "シジョーシェアオモツセンギョチェーン"),
    ("推古朝の時代", "スイコチョーノジダイ"),
    ("ロンドン朝の気温", "ロンドンアサノキオン"),
    ("クリスマス朝の雪", "クリスマスアサノユキ"),
    ("隋から清の時代", "ズイカラシンノジダイ"),
    ("秦に滅ぼされた", "シンニホロボサレタ"),
    ("清は台所で泣いた", "キヨシワダイドコロデナイタ"),
    ("清は都で学生時代を送った", "キヨシワミヤコデガクセージダイオオクッタ"),
    ("昨日綱を引いた", "キノーツナオヒイタ"),
    ("新潟県燕市", "ニーガタケンツバメシ"),
    ("燕市長の話", "ツバメシチョーノハナシ"),
    ("山田花子（45）は", "ヤマダハナコヨンジューゴサイワ"),
    ("クリント・イーストウッド（93）は", "クリントイーストウッドキュージューサンサイワ"),
    ("山田花子（3）は", "ヤマダハナコサンワ"),
    ("東京都（45）は", "トーキョートヨンジューゴワ"),
    ("山田さん（仮名）は", "ヤマダサンカメーワ"),
    ("若者に人気のない街", "ワカモノニニンキノナイマチ"),
    ("あまり人気のない駅", "アマリニンキノナイエキ"),
    ("病の床に伏せる", "ヤマイノトコニフセル"),
    ("床に伏せるよう命じた", "ユカニフセルヨーメージタ"),
    ("パラメーターは値を下げると", "パラメーターワアタイオサゲルト"),
    ("料理は辛い仕事だ", "リョーリワツライシゴトダ"),
    ("酒の辛い思い出", "サケノツライオモイデ"),
    ("カレーは辛いのがいい", "カレーワカライノガイイ"),
    ("青い空のボトル", "アオイソラノボトル"),
    ("大分前知事", "オーイタマエチジ"),
    ("大分やっと初勝利", "オーイタヤットハツショーリ"),
    ("大分楽になった", "ダイブラクニナッタ"),
    ("会議の最中と食事の間に買う", "カイギノサイチュートショクジノアイダニカウ"),
    ("2024/25シーズン", "ニセンニジューヨンニジューゴシーズン"),
    ("血圧は120/80だ", "ケツアツワヒャクニジューハチジューダ"),
    ("布陣は4-3-3だ", "フジンワヨンサンサンダ"),
]


@pytest.mark.parametrize(("written", "kana"), NUMBERS)
def test_numbers_are_read_as_people_say_them(front_end: FrontEnd, written: str, kana: str) -> None:
    assert sound(front_end.read(written).kana) == sound(kana)


@pytest.mark.parametrize(("written", "kana"), LATIN)
def test_latin_words_are_read_as_people_say_them(front_end: FrontEnd, written: str, kana: str) -> None:
    assert sound(front_end.read(f"{written}の").kana) == sound(kana + "ノ")


@pytest.mark.parametrize(("written", "kana"), CONTEXT)
def test_neighbours_decide_a_reading(front_end: FrontEnd, written: str, kana: str) -> None:
    assert sound(front_end.read(written).kana) == sound(kana)


@pytest.mark.parametrize(
    "written", ["「はい」と言った。", "イーロン・マスクは", "GPT-4の『精度』は", "X(旧名)からの"]
)
def test_quotes_and_dots_between_names_make_no_pause(front_end: FrontEnd, written: str) -> None:
    inner = [label for label in front_end.read(written).labels[1:-1] if "-pau+" in label]
    assert len(inner) == ("(" in written)


def test_a_quote_pauses_where_the_policy_says_so() -> None:
    with_pause = FrontEnd(Lexicon(), SayingPolicy(quote="pause")).read("彼は「はい」と言った")
    assert any("-pau+" in label for label in with_pause.labels[1:-1])


def test_a_long_stretch_gets_a_breath_and_a_short_one_none(front_end: FrontEnd) -> None:
    long = "この大きな会社のとても若い社長は昨日の午後に新しい工場を町の人たちに見せて回った"
    assert any("-pau+" in label for label in front_end.read(long).labels[1:-1])
    assert not any("-pau+" in label for label in front_end.read("社長は工場を見せた").labels[1:-1])


def test_ruby_is_the_reading_here_and_only_here(front_end: FrontEnd) -> None:
    assert front_end.read("海神の宮", [Ruby(0, 2, "ワダツミ")]).kana.startswith("ワダツミノ")
    assert not front_end.read("海神の宮").kana.startswith("ワダツミ")


def test_the_lexicon_overrides_dictionary_and_shipped_words() -> None:
    words = [Entry("尾上", "オガミ"), Entry("OpenAI", "オウピーエイ"), Entry("方", "カタ")]
    own = FrontEnd(Lexicon().with_layer(words), SayingPolicy())
    assert own.read("尾上さん").kana == "オガミサン"
    assert sound(own.read("ＯＰＥＮＡＩ社").kana) == sound("オーピーエーシャ")
    assert own.read("その方が").kana == "ソノカタガ"


def test_an_entry_that_holds_an_honorific_changes_no_name_that_stands_without_it(front_end: FrontEnd) -> None:
    own = FrontEnd(Lexicon().with_layer([Entry("マン氏", "マンシ", 1)]), SayingPolicy())
    text = "アルトマンが来た。"
    assert own.read(text) == front_end.read(text)


def test_an_entry_changes_the_labels_of_its_sentences_and_of_no_other(front_end: FrontEnd) -> None:
    own = FrontEnd(Lexicon().with_layer([Entry("匝瑳", "ソーザ")]), SayingPolicy())
    assert own.read("匝瑳へ行く").labels != front_end.read("匝瑳へ行く").labels
    assert own.read("東京へ行く").labels == front_end.read("東京へ行く").labels


@pytest.mark.parametrize("written", ["", "。", "「」", "★", "😀", "안녕", "…！？", "  "])
def test_what_makes_no_sound_has_no_labels(front_end: FrontEnd, written: str) -> None:
    reading = front_end.read(written)
    assert (reading.labels, reading.kana, reading.mora_count) == ((), "", 0)


def test_the_same_text_has_the_same_labels_on_every_thread_and_in_any_order(front_end: FrontEnd) -> None:
    texts = [f"{n}人がOpenAIの「調査」を行って、尾上さんと{n * 7}円を払った。" for n in range(40)]
    alone = [front_end.read(text).labels for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: front_end.read(t).labels, reversed(texts))) == alone[::-1]


def test_nothing_is_printed() -> None:
    code = (
        "from narrate.reading.frontend import FrontEnd\n"
        "from narrate.reading.lexicon.entries import Entry\n"
        "from narrate.reading.lexicon.layers import Lexicon\n"
        "from narrate.reading.policy import SayingPolicy\n"
        "import uuid\n"
        "entry = Entry(uuid.uuid4().hex[:8] + '号', 'ゴー')\n"
        "front_end = FrontEnd(Lexicon().with_layer([entry]), SayingPolicy())\n"
        "for text in ('', '。', '今日は', '漢字'): front_end.read(text)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_mora_counts_are_those_of_the_kana(front_end: FrontEnd) -> None:
    reading = front_end.read("東京とキャベツ")
    assert (reading.kana, reading.mora_count) == ("トーキョートキャベツ", 8)


def test_ruby_in_hiragana_sounds_like_ruby_in_katakana(front_end: FrontEnd) -> None:
    hiragana, katakana = (front_end.read("匝瑳市", [Ruby(0, 2, kana)]) for kana in ("そうさ", "ソウサ"))
    assert hiragana.labels == katakana.labels


def test_a_word_of_the_lexicon_is_found_whichever_space_stands_in_it(front_end: FrontEnd) -> None:
    kana = {front_end.read(f"Xbox{space}360で遊ぶ。").kana for space in " \u3000"}
    assert kana == {"エックスボックスサンロクマルデアソブ"}
