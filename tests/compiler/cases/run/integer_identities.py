"""Identities of // and %, shifts, bit operations, pow and conversions over many pairs."""

VALUES = [0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, -64, 255, 2**31, -(2**31), 2**62, 2**63 - 1, 2**63, -(2**63), 2**64, 10**25, -(10**25)]
checked = 0
for a in VALUES:
    assert -(-a) == a == +a and ~a == -a - 1 and abs(a) == max(a, -a)
    assert int(str(a)) == a == int(hex(a), 16) == int(bin(a), 2) == int(oct(a), 8)
    assert a.bit_length() == len(bin(abs(a))) - 2 - (a == 0)
    size = a.bit_length() // 8 + 1
    assert int.from_bytes(a.to_bytes(size, "little", signed=True), "little", signed=True) == a
    for k in (0, 1, 5, 62, 63, 64, 100):
        assert a << k == a * 2**k and a >> k == a // 2**k
    for b in VALUES:
        assert (a & b) + (a | b) == a + b and a ^ b == (a | b) - (a & b)
        assert (a < b) == (b > a) == (not a >= b) and (a == b) == (hash(a) == hash(b) and not a != b)
        assert (a + b) - b == a and a * b == b * a and (a - b) == -(b - a)
        if b:
            q, m = divmod(a, b)
            assert q == a // b and m == a % b and q * b + m == a and (0 <= m < b or b < m <= 0)
        if b > 1:
            assert pow(a, 3, b) == a**3 % b
        checked += 1
print(checked, sum(VALUES), [v % 7 for v in VALUES], [v // 1000 for v in VALUES[-4:]])
