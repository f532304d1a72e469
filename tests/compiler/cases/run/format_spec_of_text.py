"""The format mini-language on str; nested fields; conversions; braces."""

width, fill = 10, "*"
for spec in ["", "s", "5", "<5", ">5", "^5", "^6", ".2", ".0", "10.3", "*^9.2s", "é>4", "<", "05"]:
    print([format(text, spec) for text in ("", "a", "abc", "héé", "long text here")])
print(f"{'x':{fill}^{width}}|{'abc':{'<'}{6}}|{'abc':>{width - 4}.{2}}|{{}}|{{{'x'}}}|{'a' 'b'}|{'q'!r:>5}|{'é'!a}|{'x'!s:3}|")
for spec in ["d", "+", "=5", ",", "x", " ", "#"]:
    try:
        print(format("a", spec))
    except ValueError as error:
        print(spec, error)
value = 3
print(f"{value=} {value = } {value=:>4} {value + 1=!r}")
print(f"{value:{value}}|{value:0{value}d}|{[1, 2][0]}|{ {'k': 'v'}['k'] }|{(lambda n: n * 2)(4)}|{value if value > 2 else 'no'}")
print("%s" % f"{'nested ' + f'{value}'}", f"""multi
line {value}""", f'{"quotes"}' f"{'joined'}", rf"\n{value}", f"{value!s}")
