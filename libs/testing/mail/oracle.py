"""Reads mail with Python's own libraries, which share nothing with ours: one request and one answer per line, in JSON."""

import base64
import json
import sys
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr


def header(message, name):
    """The only value of a header, unfolded and decoded; an error when there are several."""
    values = message.get_all(name) or []
    if len(values) > 1:
        raise ValueError(f"{len(values)} headers {name}")
    return None if not values else str(make_header(decode_header(unfold(values[0]))))


def unfold(value):
    return str(value).replace("\r\n", "").replace("\n", "")


def mailbox(message, name):
    values = message.get_all(name) or []
    if len(values) != 1:
        raise ValueError(f"{len(values)} headers {name}")
    display, address = parseaddr(unfold(values[0]))
    return {"name": str(make_header(decode_header(display))), "address": address}


def body(message, kind):
    found = [part for part in message.walk() if part.get_content_type() == kind]
    if len(found) != 1:
        raise ValueError(f"{len(found)} parts {kind}")
    return found[0].get_payload(decode=True).decode("utf-8")


def parse(raw):
    message = message_from_bytes(raw)
    return {
        "headers": {name: header(message, name) for name in message.keys()},
        "parts": [part.get_content_type() for part in message.walk()],
        "defects": [repr(defect) for part in message.walk() for defect in part.defects],
        "from": mailbox(message, "From"),
        "to": mailbox(message, "To"),
        "replyTo": mailbox(message, "Reply-To"),
        "text": body(message, "text/plain"),
        "html": body(message, "text/html"),
    }


def verify(raw, records):
    """One answer per signature: whether it holds, and what it says."""
    import dkim

    def dns(name, timeout=5):
        return records.get(name.decode().rstrip("."), "").encode()

    count = sum(1 for name, _ in dkim.rfc822_parse(raw)[0] if name.lower() == b"dkim-signature")
    answers = []
    for index in range(count):
        verifier = dkim.DKIM(raw)
        try:
            valid = verifier.verify(idx=index, dnsfunc=dns)
        except dkim.DKIMException as error:
            valid = False
            answers.append({"valid": False, "reason": str(error)})
            continue
        fields = {key.decode(): value.decode() for key, value in verifier.signature_fields.items()}
        answers.append({"valid": bool(valid), "selector": fields["s"], "signed": fields["h"]})
    return answers


for line in sys.stdin:
    request = json.loads(line)
    raw = base64.b64decode(request["raw"])
    try:
        answer = verify(raw, request["records"]) if "records" in request else parse(raw)
        print(json.dumps({"ok": answer}), flush=True)
    except Exception as error:
        print(json.dumps({"error": repr(error)}), flush=True)
