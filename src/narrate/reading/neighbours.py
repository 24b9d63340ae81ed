"""Words beside which another word has another reading."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


WAYS = _words("""
道 先 上 後 前 中 間 空 海 山 坂 逆 街 街道 夜道 坂道 山道 一歩 二歩 道路
""")
"""Where one goes: there 行って is いって."""

PLACES = _words("""
公園 道 路地 裏道 小道 山道 裏通り 通り 道路 場所 所 廊下 部屋 室内 家 屋敷 建物 ビル 館内 店内 校舎
教室 学校 駅 ホーム 倉庫 海岸 浜辺 砂浜 海辺 神社 寺 境内 墓地 森 林 山 山奥 村 町 街 島 小屋 廃墟 廃屋
城 庭 広場 駐車場 階段 屋上 夜道 夜 深夜 早朝 朝 時間帯 荒野 工場 病院 待合室 ロビー 方 一角 片隅
""")
"""Places and hours that can be without people."""

FOODS = _words("""
カレー カリー カレーライス ラーメン スープ ソース 鍋 麺 料理 味 味付け 食べ物 キムチ スパイス 唐辛子
味噌 みそ 大根 チキン パスタ マーボー豆腐 麻婆豆腐 担々麺 担担麺 チゲ 酒 日本酒 ワサビ わさび からし
明太子 漬物 調味料 香辛料 菓子 せんべい 煮物 タレ たれ
""")
"""What can taste hot."""

EATING = _words("""
食べ 食べる 頂い 頂く いただい いただく 頬張っ 頬張る つまむ つまん 味わう 味わっ 焼く 焼い 包ん 買っ
買う もらっ もらう 贈っ 贈る
""")
"""Forms of verbs for what one does with a cake."""

CONTAINERS = _words("""
箱 瓶 びん 缶 ボトル ペットボトル グラス コップ カップ 皿 器 容器 財布 巣 鞄 かばん バッグ バケツ 椅子
席 ベッド 部屋 カゴ 籠 袋 棚 引き出し 樽 鍋 封筒 弁当箱 水槽 タンク トラック コンテナ リスト 配列 文字列
行 セル ファイル フォルダ 段ボール
""")
"""What can be empty."""

MARKETS = _words("""
競り セリ 買い出し 屋台 仲買人 魚屋 八百屋 鮮魚 青果
""")
"""What is found where fish and vegetables are sold."""

ADDRESSEES = _words("""
担当 希望 係 高齢 一般 専門 地元 窓口 遺族 家族 保護者 来場 参加 購入 利用
""")
"""What makes a 方 a person."""

BARE_SHAPES = _words("""
自由 大 小 中 新 卵 雛 花 手 人 歯 足 爪 女 男 歌
""")
"""Words after which 形 is がた."""

STATES = {
    "秦": "シン",
    "清": "シン",
    "晋": "シン",
    "隋": "ズイ",
    "普": "フ",
    "殷": "イン",
    "漢": "カン",
    "斉": "セイ",
    "燕": "エン",
    "魯": "ロ",
    "宋": "ソウ",
    "梁": "リョウ",
}
"""States of China that are family names as well."""
