"""Words that make phrases longer, or are no place to stop before."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUPPORTS = _words("する できる 出来る いたす 致す なさる くださる 下さる 頂く いただく")
"""Verbs that make one of a サ変 noun."""
DOING = _words("する 行う 行なう おこなう")
"""Those that say no more than する behind を."""
HELPERS = _words(
    "いる 居る おる ある いく 行く くる 来る みる 見る おく 置く しまう 了う もらう いただく 頂く くださる"
    " 下さる くれる あげる やる ほしい 欲しい いい よい 良い ならぬ いける 参る まいる ない 無い"
)
"""What follows て as a part of the verb before it."""
POLITE = ("いただ", "頂", "くださ", "下さ")
"""Beginnings of those whose base the dictionary does not tell."""
FORMULAS = {
    "と": _words("いう 言う 云う する ともに 共に 同時に いえる"),
    "に": _words(
        "対す 対する 関す 関する つく よる 因る 依る おく 於く とる わたる 渡る 亘る 基づく もとづく 伴う"
        " ともなう 応じる 応ずる 際する 加える 比べる くらべる 向ける 先立つ かける つれる 従う したがう"
        " 限る 当たる あたる 反する 沿う おける 関わる"
    ),
    "を": _words("通じる 通ずる 通す めぐる 巡る 含む 除く もつ 以て 経る"),
}
"""Verbs that make a longer particle of the one before them: に対する, として."""
JOINED_FORMULAS = _words("ついては ついて よって 従って したがって 対して 伴って ともに")
"""Such words as the dictionary takes for conjunctions."""
NOUN_FORMULAS = {"を": _words("はじめ 始め 初め 中心 もと 元"), "に": _words("限り")}
"""Such nouns."""
CLAUSE_NOUNS = _words(
    "ため 為 とき 時 際 さい 場合 ばあい 後 あと のち 前 まえ 間 あいだ うち 上 うえ 中 なか 結果 途端 たび"
    " 度 ところ 以上 一方 反面 代わり かわり ほか 他 以来 限り かぎり 頃 ころ"
)
"""Nouns that make an adverb of the clause before them."""
TIMES = _words("年 月 日 時 分 世紀 年度 年間 月間 日間 週間 時間 年代 か月 ヶ月 カ月 週 歳 回 度 年頃 代")
JOINERS = _words(
    "および 及び または 又は ならびに 並びに もしくは 若しくは あるいは 或いは ないし 乃至 かつ 且つ"
)
"""They stand between two nouns or verbs and belong to the second."""
SUPERLATIVES = _words("初めて はじめて 最も もっとも 一番 最大 最初 唯一")
ALIKE = _words("同じ 同一 ほぼ 全く まったく 同様 一緒 同時 異なる 違う 逆 真逆 別")
"""What behind と compares."""
WEAK = _words(
    "ない 無い ある なる いう 言う いえる 言える 限る する できる いい よい 良い いる しれる 知れる"
)
"""They say little without what stands before them: こともある."""
