"""html: escape and unescape."""

import html
from html import unescape

print(html.escape("<a href='x'>&\"</a>"), html.escape("\"'", quote=False))
TEXTS = (
    "&lt;b&gt; &amp;amp; &quot;&apos;&#39;&#x27;&#X4a;", "no reference", "&", "&&", "& ;", "&;",
    "a&b", "&notit; &not &notin; &notin &noti", "&copy2020 &copy;2020", "&nosuch; &nosuch", "&amp",
    "&ampx", "&#0; &#128; &#x80; &#159; &#129; &#13; &#1; &#11; &#127; &#xfdd0; &#xffff; &#x1fffe;",
    "&#xd800; &#x110000; &#99999999999999999999; &#x10ffff;", "&#; &#x; &#xg; &#a", "&#65&#66;&#67",
    "&NotEqualTilde; &fjlig; &Aacute &Aacute; &nbsp;|&Tab;|&NewLine;|&equals;|&semi;",
    "&CounterClockwiseContourIntegral; &CounterClockwiseContourIntegralx;", "&lt&gt", "&#49;&#x32",
    "&thetasym; &theta; &\xe9; &a\xe9b;", "&lt;&", "&amp;lt;", "x&#10;y",
    "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;", "&hellip;&mdash;&euro;&Zscr;&zwnj;",
    "&#1234;&#x1F600;", "&#x20AC &#8364",
)  # fmt: skip
for text in TEXTS:
    print(ascii(unescape(text)))
print(unescape(html.escape("<'&\">")))
