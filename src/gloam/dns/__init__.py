"""The Domain Name System, without any I/O except in `server`.

name, message     the values; `message.parse` and `message.emit` are the codec
layout, code      tables of what records consist of
resolver, lookup  questions to other servers, with a cache
zone_builder      a zone file to a zone; zone_token, data_parser, zone_file read it
zone_image        a zone in one piece of octets, searched in place; zone_packer writes it
zone, answer      what a zone says to a question
responder         query in, response out; `server` is the shell over asyncio
policy            who may have what and how often: rate_limit, identity, cookie
transfer          whole zones out; transfer_reader and `secondary` have them in
"""
