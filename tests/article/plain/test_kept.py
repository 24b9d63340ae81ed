"""What looks like the frame of a page and is the article is spoken."""

from __future__ import annotations

import pytest

from prose import LONG, plain, skipped

MORE = "古い灯台を残すかどうか、町の意見は割れている。県は来春までに結論を出すという。"


@pytest.mark.parametrize(
    "text",
    [
        "著作権は誰のものか\n\n著作権は、作品を作った人の権利である。登録をしなくても生まれる。\n",
        f"題\n\n{LONG}\n\n無断転載は悪いことだと思うが、引用は許されている。\n",
        f"題\n\n{LONG}\n\n{MORE}\n\nこのメールは、父から届いた最後の手紙だった。\n",
        f"題\n\n{LONG}\n\n配信の停止を決めたのは社長だった。\n",
        f"Copyrightの歴史\n\n{LONG}\n\n©という印は、二十世紀の初めに生まれた。\n",
        f"題\n\n{LONG}\n\nこの記事は役に立ちましたか。\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n--\n\n春の海\nひねもすのたり\n",
        f"題\n\n{LONG}\n\n本は次のように作られる。\n\n編集：原稿を読み、直しを頼む\n校正：赤字を入れる\n印刷：紙に刷る\n製本：綴じる\n",
        f"題\n\n0:00\n\n{LONG}\n\n10:30\n\n{MORE}\n\n12:00\n\n{LONG}\n",
        f"Twitter\n\n{LONG}\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nTwitter\n\n{LONG}\n\nFacebook\n\n{LONG}\n\nLINE\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n・ログイン\n・新規登録\n・お気に入りに追加\n・Twitter\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n続きを読む\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n最新ニュース\n\n・橋が開いた\n・船が出た\n・雨が降った\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nホームページの実例\nhttps://example.com/\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nページの作り\n\nホーム  ニュース  ブログ  アクセス\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nホーム → 設定 → 一般\n\n{MORE}\n\nホーム > 駅の階段 > 改札\n\n{MORE}\n",
    ],
)
def test_it_is_spoken(text: str) -> None:
    left_out = [why for _, why in skipped(plain(text)) if why not in ("scene break: a pause", "bullet")]
    assert left_out == []
