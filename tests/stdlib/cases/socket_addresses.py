"""Addresses as bytes and back."""

import socket


def show(text: str) -> None:
    try:
        packed = socket.inet_aton(text)
        print(text, packed, socket.inet_ntoa(packed))
    except OSError as error:
        print(text, error)


for each in ("1.2.3.4", "255.255.255.255", "1.2.3.256", "", "1.2.3.4.5", "a.b.c.d"):
    show(each)
for text in ("::", "::1", "ff02::1:3", "fe80::1234:0:0:1", "::ffff:1.2.3.4", "1::2::3", "::g"):
    try:
        six = socket.inet_pton(socket.AF_INET6, text)
        print(text, six, socket.inet_ntop(socket.AF_INET6, six))
    except OSError as error:
        print(text, error)
print(socket.inet_pton(socket.AF_INET, "9.8.7.6"), socket.inet_ntop(socket.AF_INET, b"\1\2\3\4"))
for packed in (b"", b"\1\2\3", b"\1\2\3\4\5"):
    try:
        socket.inet_ntoa(packed)
    except OSError as error:
        print(error)
try:
    socket.inet_pton(99, "1.2.3.4")
except OSError as error:
    print(error)
try:
    socket.inet_ntop(socket.AF_INET6, bytes(4))
except ValueError as error:
    print(error)
try:
    socket.inet_ntop(99, bytes(4))
except ValueError as error:
    print(error)
print(socket.IP_ADD_MEMBERSHIP, socket.IPV6_JOIN_GROUP, socket.IPPROTO_IPV6)
