"""Bytes: requests as HTTP/1.1 has them, cut out of a stream and taken apart."""

import sys

METHODS = [b"GET", b"POST", b"PUT", b"DELETE"]


def stream(size: int) -> bytes:
    parts: list[bytes] = []
    for number in range(size):
        method = METHODS[number % 4]
        body = b"x" * (number % 32) if number % 4 in (1, 2) else b""
        parts.append(method + b" /items/" + str(number).encode() + b"?page=3 HTTP/1.1\r\n")
        parts.append(b"Host: example.org\r\nUser-Agent: bench/1.0\r\nAccept: */*\r\n")
        if body:
            parts.append(b"Content-Length: " + str(len(body)).encode() + b"\r\n")
        parts.append(b"\r\n" + body)
    return b"".join(parts)


class Request:
    def __init__(self, method: bytes, path: bytes, headers: dict[bytes, bytes]) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.body = b""


def is_token(name: bytes) -> bool:
    for byte in name:
        if not (97 <= byte <= 122 or 65 <= byte <= 90 or 48 <= byte <= 57 or byte == 45):
            return False
    return len(name) > 0


def parse_head(head: bytes) -> Request:
    lines = head.split(b"\r\n")
    method, target, version = lines[0].split(b" ")
    if version != b"HTTP/1.1":
        raise ValueError("version")
    headers: dict[bytes, bytes] = {}
    for line in lines[1:]:
        colon = line.find(b":")
        name = line[:colon]
        if not is_token(name):
            raise ValueError("header")
        headers[name.lower()] = line[colon + 1 :].strip()
    return Request(method, target.partition(b"?")[0], headers)


def decimal(digits: bytes) -> int:
    value = 0
    for byte in digits:
        value = value * 10 + (byte - 48)
    return value


def main() -> None:
    data = stream(int(sys.argv[1]))
    position = 0
    requests = 0
    bodies = 0
    checksum = 0
    posts = 0
    while position < len(data):
        end = data.index(b"\r\n\r\n", position)
        request = parse_head(data[position:end])
        position = end + 4
        length = request.headers.get(b"content-length")
        if length is not None:
            stop = position + decimal(length)
            request.body = data[position:stop]
            position = stop
        requests += 1
        bodies += len(request.body)
        posts += request.method == b"POST"
        for byte in request.path:
            checksum = (checksum * 31 + byte) & 0xFFFFFFFF
    print(requests, bodies, posts, checksum)


main()
