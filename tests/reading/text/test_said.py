import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Ruby
from narrate.reading.lexicon.shipped import shipped_entries
from narrate.reading.policy import SayingPolicy
from narrate.reading.text.said import DEFAULT_POLICY, RULES, Said, _by_rules, as_said, is_said_as_written

SAID = [
    ('"雨"と"雪"', "“雨”と“雪”"),
    ("＂雨＂と'雪'と”風”", "“雨”と‘雪’と“風”"),
    ("'Children's House'", "‘Children's House’"),
    ('12"と7"の盤', '12"と7"の盤'),
    ("'80年代と'90年代", "'80年代と'90年代"),
    ('"雨と雪', '"雨と雪'),
    ("業界No.1を目指す", "業界ナンバーワンを目指す"),
    ("C++で書く", "Cプラスプラスで書く"),
    ("M7.1の地震", "マグニチュード7.1の地震"),
    ("M3のねじ", "M3のねじ"),
    ("○か×かで", "○かバツかで"),
    ("3×4の箱", "3×4の箱"),
    ("懲役1年6月の判決", "懲役1年6か月の判決"),
    ("2025年6月の判決", "2025年6月の判決"),
    ("7－3＝4", "7ひく3イコール4"),
    ("第１－２図", "第1-2図"),
    ("年1回開く", "ねん1回開く"),
    ("その年10月", "その年10月"),
    ("Blue Moon feat. Mika", "Blue Moon フィーチャリングMika"),
    ("試合は3-1でホームのチームが勝った", "試合は3たい1でホームのチームが勝った"),
    ("3-2の接戦", "3たい2の接戦"),
    ("3.305 785 124平方メートル", "3.305785124平方メートル"),
    ("299 792 458 m/s", "299792458m/s"),
    ("100 200 300という列", "100、200、300という列"),
    ("E231系と103系", "Eニーサンイチ系とイチマルサン系"),
    ("500系と123系統", "500系と123系統"),
    ("¥1,200の本", "1,200円の本"),
    ("US$30", "30ドル"),
    ("£4.5bnの赤字", "45億ポンドの赤字"),
    ("€7 million", "700万ユーロ"),
    ("$20億", "20億ドル"),
    ("30〜40人", "30から40人"),
    ("8時～11時", "8時から11時"),
    ("15-25%", "15から25%"),
    ("60–75キロ", "60から75キロ"),
    ("2023/11/05", "2023年11月5日"),
    ("2023-11-05に", "2023年11月5日に"),
    ("2023/11号", "2023年11月号"),
    ("11/23(木)", "11月23日(木)"),
    ("7:05発", "7時5分発"),
    ("18:00から", "18時から"),
    ("0:30", "レージ30分"),
    ("16:9の画面", "16たい9の画面"),
    ("3/4の賛成", "4分の3の賛成"),
    ("½カップ", "2分の1カップ"),
    ("3½", "3と2分の1"),
    ("4th", "フォース"),
    ("3rdアルバム", "サードアルバム"),
    ("病原性大腸菌O-111", "病原性大腸菌Oイチイチイチ"),
    ("MWの計画", "MWの計画"),
    ("Rocky III", "Rocky スリー"),
    ("エイリアンII", "エイリアンツー"),
    ("Ultima XIV", "Ultima フォーティーン"),
    ("化学II", "化学2"),
    ("RFC 2822", "RFC ニーハチニーニー"),
    ("JIS B 7021", "JIS B ナナゼロニーイチ"),
    ("ボーイング737", "ボーイングナナサンナナ"),
    ("エアバスA330", "エアバスAサンサンマル"),
    ("白vs黒", "白たい黒"),
    ("-12℃", "マイナス12℃"),
    ("▲3.2%", "マイナス3.2%"),
    ("前年比-3%", "前年比マイナス3%"),
    ("±5", "プラスマイナス5"),
    ("+8点", "プラス8点"),
    ("5㎞", "5km"),
    ("30㎡", "30平方メートル"),
    ("12km²", "12平方キロメートル"),
    ("80 kg", "80kg"),
    ("㈱山田", "株式会社山田"),
    ("№7", "ナンバー7"),
    ("No.7", "ナンバー7"),
    ("x²", "xの2乗"),
    ("H₂O", "H2O"),
    ("0時発", "レージ発"),
    ("午前零時", "午前レージ"),
    ("打率.305", "打率3割5厘"),
    ("打率は.333で", "打率は3割3分3厘で"),
    ("出塁率0.400", "出塁率4割"),
    ("図（2）を", "図（2）を"),
    ("監督（3）、主演（2）", "監督（3）、主演（2）"),
    ("議員（200）が", "議員（200）が"),
    ("3.305 785 124m", "3.305785124メートル"),
    ("800 785 124", "800、785、124"),
    ("A＞B", "AダイナリB"),
    ("x < 5", "xショウナリ5"),
    ("賛成/反対", "賛成、反対"),
    ("〒150-8001 東京都", "郵便番号イチゴゼロのハチゼロゼロイチ、 東京都"),
    ("README.md", "READMEドットmd"),
    ("10mK", "10ミリケルビン"),
    ("5GBのメモリ", "5ギガバイトのメモリ"),
    ("メモリは24GB必要", "メモリは24ギガバイト必要"),
    ("16 GBと512MBと1.5TB", "16ギガバイトと512メガバイトと1.5テラバイト"),
    ("300KBと300kB", "300キロバイトと300キロバイト"),
    ("RAM16GBのiPhone15 256GB", "RAM16ギガバイトのiPhone15、256ギガバイト"),
    ("3GB/sと100Mbit/s", "3ギガバイト毎秒と100メガビット毎秒"),
    ("10msと数十μsと5µsと1ns", "10ミリ秒と数十マイクロ秒と5マイクロ秒と1ナノ秒"),
    ("10 msと8 GB", "10ミリ秒と8ギガバイト"),
    ("トップ10 barと2024 PB更新", "トップ10 barと2024 PB更新"),
    ("10m/secで", "10メートル毎秒で"),
    ("50minかかる", "50分かかる"),
    ("1h30mの映画と24h営業", "1時間30分の映画と24時間営業"),
    ("120mmHgと150mg/dL", "120ミリメートルエイチジーと150mgパーデシリットル"),
    ("5g/Lを3L/min", "5gパーリットルを3リットル毎分"),
    ("10cm/sで20kg/h", "10cm毎秒で20kg毎時"),
    ("60km/hで5m/s", "60km/hで5m/s"),
    ("10-20msの遅延", "10から20ミリ秒の遅延"),
    ("12pt、8px、2.4THz、6MPa", "12ポイント、8ピクセル、2.4テラヘルツ、6メガパスカル"),
    ("データ（GB）とmsとh", "データ（GB）とmsとh"),
    ("A4h、x86min、4K、A4B、2in1", "A4h、x86min、4K、A4B、ツーin1"),
    ("ギガバイト（GB）とミリ秒（ms）", "ギガバイトとミリ秒"),
    ("10時", "10時"),
    ("v2.10.3", "バージョン2点10点3"),
    ("○○社", "まるまる社"),
    ("20XX年", "二千XX年"),
    ("ルイXVI世", "ルイ16世"),
    ("1. はじめに", "1、はじめに"),
    ("北区神谷1-2-3", "北区神谷1の2の3"),
    ("3-1で勝った", "3たい1で勝った"),
    ("ＡＢＣ１２３", "ABC123"),
    ("ｶﾞｲﾄﾞ", "ガイド"),
    ("Zürich", "Zurich"),
    ("か\u3099", "が"),
    ("わ〜い", "わーい"),
    ("東京〜大阪", "東京から大阪"),
    ("￥2,980 Tシャツ", "2,980円 Tシャツ"),
    ("¥500Mサイズ", "500円Mサイズ"),
    ("¥980B級", "980円B級"),
    ("$10 Bランチ", "10ドル Bランチ"),
    ("$5Mを調達", "500万ドルを調達"),
    ("$10B規模", "100億ドル規模"),
    ("2024/25シーズン", "2024、25シーズン"),
    ("2023-24シーズン", "2023、24シーズン"),
    ("10/11シーズン", "10、11シーズン"),
    ("2024/25の冬", "2024、25の冬"),
    ("2024/12", "2024年12月"),
    ("400/121平方メートル", "121分の400平方メートル"),
    ("4/4拍子", "4分の4拍子"),
    ("東京都千代田区丸の内1-2-3", "東京都千代田区丸の内1の2の3"),
    ("西東京市ひばりが丘1-2-3", "西東京市ひばりが丘1の2の3"),
    ("走水1-10-20号", "走水1の10の20号"),
    ("I型とIV型", "1型と4型"),
    ("XX世紀", "20世紀"),
    ("ロンドン〜パリ間", "ロンドンからパリ間"),
    ("東京〜おおさか間", "東京からおおさか間"),
    ("さいたま〜東京間", "さいたまから東京間"),
    ("ア〜エの四つ", "アからエの四つ"),
    ("1990年代〜2000年代", "1990年代から2000年代"),
    ("50代〜60代", "50代から60代"),
    ("10km〜20km", "10kmから20km"),
    ("3つ〜5つ", "3つから5つ"),
    ("第3章〜第5章", "第3章から第5章"),
    ("S〜L", "SからL"),
    ("XS~3L", "XSから3L"),
    ("A級〜C級", "A級からC級"),
    ("小1〜中3", "小1から中3"),
    ("高1〜成人", "高1から成人"),
    ("1980〜現在", "1980から現在"),
    ("980円〜", "980円から"),
    ("20代〜です", "20代からです"),
    ("ラ〜メン", "ラーメン"),
    ("ハ〜イ", "ハーイ"),
    ("う〜ん", "うーん"),
    ("楽し〜い時間", "楽しーい時間"),
    ("いいですね〜", "いいですねー"),
    ("f(x)=2", "f(x)イコール2"),
]
UNTOUCHED = [
    "3本、8分、20日、1人、10カ国",
    "60km/hで10Gbps",
    "1億2千万円と3.14",
    "第1四半期の5.3%",
    "03-1234-5678",
    "GPT-4とCOVID-19",
    "4月から6月まで",
    "A/Bテスト",
    "1,234,567",
    "X世代とX世帯とX部隊",
    "V型エンジン",
    "X型の交差点",
    "VIX期先物",
    "血圧は120/80",
    "24/7",
    "50/50",
    "1920/1080と1080/1920",
    "50/60Hz",
    "第1/2章",
    "20/30代",
    "布陣は4-3-3",
    "市内のチームは4-2-3-1",
    "成績は10-3-2",
    "2011-12",
    "となりの佐藤さん（2）",
    "田中氏（1）の説",
    "会見する首相（中央）＝10日午後",
    "山田（仮名）＝35歳＝",
    "写真（右）=2024年3月撮影",
    "会長（中央）＝AFP",
    "〜さよなら20代〜",
    "映画〜夢を追って〜",
]


@pytest.mark.parametrize(("written", "said"), SAID)
def test_what_open_jtalk_misreads_is_said_in_words(written: str, said: str) -> None:
    assert as_said(written).text == said


@pytest.mark.parametrize("written", UNTOUCHED)
def test_what_open_jtalk_reads_right_is_left_alone(written: str) -> None:
    assert as_said(written).text == written


def test_every_rule_has_a_name() -> None:
    assert all(rule.name for rule in RULES)


def test_a_rewrite_tells_its_place_and_its_rule() -> None:
    (rewrite,) = as_said("約¥500だ").rewrites
    assert (rewrite.start, rewrite.end, rewrite.rule) == (1, 5, "currency")


@pytest.mark.parametrize(
    ("written", "policy", "said"),
    [
        ("見よ https://www.example.com/a?b=1 だ", SayingPolicy(url="host"), "見よ exampleドットcom だ"),
        ("見よ https://example.com/a だ", SayingPolicy(url="word"), "見よ リンク だ"),
        ("見よ https://example.com/a だ", SayingPolicy(url="skip"), "見よ  だ"),
        ("宛先はa.b@example.jpへ", SayingPolicy(email="word"), "宛先はメールアドレスへ"),
        ("宛先はab@example.jpへ", SayingPolicy(email="read"), "宛先はabアットマークexampleドットjpへ"),
        ("値はd41d8cd98f00b204e9800998ecf8427eだ", SayingPolicy(hash="word"), "値は文字列だ"),
        ("値はd41d8cd98f00b204e9800998ecf8427eだ", SayingPolicy(), "値はだ"),
        ("やった😀🎉ね", SayingPolicy(), "やったね"),
        ("やった😀ね", SayingPolicy(emoji="pause"), "やった、ね"),
        ("どうも(^_^)です", SayingPolicy(), "どうもです"),
        ("そう（笑）です", SayingPolicy(), "そうです"),
        ("そう（笑）です", SayingPolicy(laugh="read"), "そう（笑）です"),
        ("★大事★", SayingPolicy(), "大事"),
    ],
)
def test_the_policy_decides_what_is_not_words(written: str, policy: SayingPolicy, said: str) -> None:
    assert as_said(written, policy=policy).text == said


def test_silences_tell_what_makes_no_sound_and_why() -> None:
    said = as_said("安寧は😀")
    assert [(s.start, s.end, s.reason) for s in said.silences] == [(3, 4, "emoji")]


def test_no_rule_touches_a_word_with_ruby() -> None:
    said = as_said("¥500と11/3", [Ruby(5, 9, "ブンカノヒ")])
    assert said.text == "500円と11/3"
    (ruby,) = said.rubies
    assert said.text[ruby.start : ruby.end] == "11/3"


pieces = st.sampled_from(
    [
        *"あアー漢字、。「」（）()・-/:〜~¥$%+±▲№½²㎞○Aaｱ１٣한Я😀★\n\t\u3000\u200b\u0301é",
        "12",
        "3",
        "2024",
        "km",
        "https://e.jp/x",
        "a@b.co",
        "GPT",
        "（笑）",
        "(^o^)",
        "時",
        "年",
        "月",
    ]
)
texts = st.lists(pieces, max_size=14).map("".join) | st.text(max_size=20)


def _accounted(said: Said) -> set[int]:
    spoken = {o for o in said.origins if o >= 0}
    silent = {i for s in said.silences for i in range(s.start, s.end)}
    return spoken | silent | {i for r in said.rewrites for i in range(r.start, r.end)}


@given(texts)
def test_every_written_character_is_said_rewritten_or_silent_for_a_reason(text: str) -> None:
    said = as_said(text)
    assert _accounted(said) == set(range(len(text)))
    assert all(s.reason for s in said.silences)


@given(texts)
def test_origins_point_into_the_text_and_never_go_back(text: str) -> None:
    said = as_said(text)
    assert len(said.origins) == len(said.text)
    known = [o for o in said.origins if o >= 0]
    assert known == sorted(known)
    assert all(o < len(text) for o in known)


@given(texts)
def test_no_kana_or_kanji_is_lost_without_a_silence(text: str) -> None:
    said = as_said(text)
    silent = {i for s in said.silences for i in range(s.start, s.end)}
    for i, char in enumerate(text):
        if re.match("[ぁ-んァ-ヶ一-龥]", char) and i not in silent:
            in_rewrite = any(r.start <= i < r.end for r in said.rewrites)
            assert in_rewrite or char in said.text


@given(texts)
def test_saying_is_repeatable(text: str) -> None:
    assert as_said(text) == as_said(text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1+1=2である", "1+1イコール2である"),
        ("C#を学ぶ", "Cシャープを学ぶ"),
        (".NETを使う", "ドットNETを使う"),
        ("¥3億2,000万を投じた", "3億2,000万円を投じた"),
        ("ジャン＝ポールが来た", "ジャン＝ポールが来た"),
    ],
)
def test_signs_that_carry_meaning_are_said(written: str, said: str) -> None:
    assert as_said(written).text == said


@given(
    st.text(
        st.sampled_from("あいのんッアンー々、。「」山川一二三十百千万年月日本時分人社株式会社京頃零"),
        max_size=30,
    )
)
def test_what_is_plain_no_rule_would_rewrite(text: str) -> None:
    if is_said_as_written(text):
        assert _by_rules(text, (), DEFAULT_POLICY) == as_said(text)


def test_plain_words_of_the_lexicon_stay_as_they_are() -> None:
    plain = [entry.written for entry in shipped_entries() if is_said_as_written(entry.written)]
    assert len(plain) > 1000
    assert [as_said(word).text for word in plain] == plain


@pytest.mark.parametrize(
    "text", ["Mbps", "kcal", "3人", "AI", "二・五", "東京―大阪", "（笑）", "〇〇社", "①", "5％", "👍"]
)
def test_what_a_rule_may_rewrite_is_not_plain(text: str) -> None:
    assert not is_said_as_written(text)


@pytest.mark.parametrize(
    "text",
    [
        "体重もいい感じだ。", "体重もそうだ。", "厳重もすぎる。", "最短かいなか。", "参加って何だ。", "出発は何時もかい。", "5年頃合いを見た。",
        "1日から3日、休む。",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_old_spelling_or_a_date_stays(text: str) -> None:
    assert as_said(text).text == text
