from gloam import embed
from gloam.embed import text


def own() -> str:
    return text("own.txt") + embed.text("../empty.txt")
