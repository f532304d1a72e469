"""The Domain Name System: names, messages, zones and answers, without any I/O.

name, message   the values; `message.parse` and `message.emit` are the codec
layout, code    tables of what records consist of
gloam.dns.server is the shell over asyncio.
"""
