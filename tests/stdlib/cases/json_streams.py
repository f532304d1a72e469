"""dump and load with streams in memory."""

import io
import json

stream = io.StringIO()
json.dump({"a": [1, 2.5]}, stream)
stream.seek(0)
print(
    stream.read(), json.load(io.StringIO(" [true] ")), json.load(io.BytesIO(b'{"k": "\xc3\xa9"}'))
)
