import gzip_check
from inner import reader

import gloam.embed
from gloam import embed
from gloam.asset import Asset
from gloam.embed import data as read

TEXT = embed.text("text.txt")
FILES = embed.directory("files")


def shown(asset: Asset) -> str:
    return f"{len(asset.content)} {len(asset.gzip) > 0} {asset.tag}"


print(TEXT, end="")
print(repr(gloam.embed.text("empty.txt")), embed.data("empty.txt"))
for name, content in FILES.items():
    print(name, len(content), sum(content), content[:3], content[-3:])
small = read("files/small.bin")
large = embed.data("files/all.bin")
print(large == small * 8, large[255:257], large.find(b"\xff\0"), hash(large) == hash(small * 8))
both = {large: "large", small: "small"}
print(both[small * 8], both[small], both.get(b""))
long = embed.text("files/deeper/long.txt")
named = {long: 1}
named["a long line that compresses well\n" * 100] += 1
print(named[long], len(named), long.count("well"), hash(long) == hash(long[:1] + long[1:]))
FILES["more"] = b"x"
print(len(FILES), len(embed.directory("files")))
print(reader.own(), end="")
ASSETS = embed.assets("files")
for name in ASSETS:
    print(name, shown(ASSETS[name]))
packed = ASSETS["deeper/long.txt"].gzip
print(gzip_check.content_size(packed), packed[:3])
for times in range(3):
    print(len(embed.data("files/all.bin")) + times)
