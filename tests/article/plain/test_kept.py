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
    ],
)
def test_it_is_spoken(text: str) -> None:
    assert [part for part in skipped(plain(text)) if part[1] != "scene break: a pause"] == []
