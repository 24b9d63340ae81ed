"""Pages of the web as their makers write them."""

from __future__ import annotations

from prose import LONG, SHORT

BLOG = f"""<!DOCTYPE html>
<html lang="ja"><head><title>霧の港に灯がともる | 港だより</title>
<meta property="og:site_name" content="港だより"><meta name="description" content="港の一日。">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "港だより"}},
 {{"@type": "BlogPosting", "headline": "霧の港に灯がともる", "datePublished": "2026-11-03T10:00:00+09:00",
   "author": [{{"@type": "Person", "name": "葛城六平"}}]}}]}}
</script></head>
<body class="has-sidebar">
<header class="site-header"><h1><a href="/">港だより</a></h1><nav><ul><li><a href="/">ホーム</a></ul></nav></header>
<div id="wrap"><main>
<ol class="breadcrumb"><li>ホーム<li>暮らし</ol>
<article><header><h1>霧の港に灯がともる</h1><p class="meta">2026年11月3日 葛城六平</p></header>
<ul class="sns-share"><li>シェアする<li>ツイート</ul>
<div class="entry"><p>{LONG}</p><h2>灯台</h2><p>{SHORT}</p><div class="adsbygoogle">広告です。</div>
<h2>沖</h2><p>沖は深い。船は静かに進む。</p></div>
<footer class="entry-footer">カテゴリー: 暮らし</footer></article>
<section class="related"><h2>関連記事</h2><ul><li><a href="/a">海の話を聞いた。</a></ul></section>
<div id="comments"><h2>コメント</h2><p>よい記事でした。また読みます。</p></div>
</main><aside class="sidebar"><h2>人気の記事</h2><p>毎日更新しています。</p></aside></div>
<footer><p>© 2026 港だより</p></footer></body></html>
"""
