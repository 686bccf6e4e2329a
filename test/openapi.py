#!/usr/bin/env python3
"""openapi.py BASE KEY -- executes every example of the document that a server gives out.

BASE is the address of the interface (http://host:port/api/v1), KEY the key of the library that the
examples name. Each operation is asked with each example of each of its parameters and bodies; what
comes back must be a status of the document, of its media type, and valid by its schema. Prints what
is not, and "N passed, N failed".
"""
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import jsonschema

BASE, KEY = sys.argv[1], sys.argv[2]
passed = failed = 0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


opener = urllib.request.build_opener(NoRedirect)


def check(sentence, condition, why=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print("FAIL " + sentence + (": " + str(why)[:1500] if why else ""))


def ask(method, url, headers=None, body=None):
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


status, headers, text = ask("GET", BASE + "/openapi.json")
document = json.loads(text)
check("the document is JSON", headers["Content-Type"] == "application/json", headers["Content-Type"])
check("it is OpenAPI 3.1", document["openapi"].startswith("3.1."))


def resolve(part):
    while "$ref" in part:
        at = document
        for step in part["$ref"][2:].split("/"):
            at = at[step]
        part = at
    return part


def faults(value, schema):
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"], **schema}
    checker = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in checker.iter_errors(value)]


def hold(sentence, operation, wanted, status, headers, text):
    """The answer is one that the operation has."""
    check(f"{sentence}: status {status}", status in wanted, text)
    responses = operation["responses"]
    if str(status) not in responses:
        check(f"{sentence}: {status} is in the document", False)
        return
    content = resolve(responses[str(status)]).get("content")
    for name in resolve(responses[str(status)]).get("headers", {}):
        if name == "Link" or status == 304:
            continue
        check(f"{sentence}: has {name}", headers[name] is not None)
    if not content:
        check(f"{sentence}: is empty", text == b"", text)
        return
    media = (headers["Content-Type"] or "").split(";")[0]
    check(f"{sentence}: media type {media}", media in content)
    if media not in content or not media.endswith("json"):
        return
    why = faults(json.loads(text), content[media]["schema"])
    check(f"{sentence}: is valid", not why, why)


def text_of(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def url_of(path, parameters):
    query = []
    for p, value in parameters:
        if p["in"] == "path":
            path = path.replace("{" + p["name"] + "}", urllib.parse.quote(text_of(value), safe=""))
        elif p["in"] == "query":
            query += [(p["name"], text_of(v)) for v in (value if isinstance(value, list) else [value])]
    return BASE + path + ("?" + urllib.parse.urlencode(query) if query else "")


def headers_of(parameters, operation):
    headers = {p["name"]: text_of(v) for p, v in parameters if p["in"] == "header"}
    if operation.get("security"):
        headers["Authorization"] = "Bearer " + KEY
    return headers


def examples_of(parameter):
    values = [e["value"] for e in parameter.get("examples", {}).values()]
    return values + ([parameter["example"]] if "example" in parameter else [])


def run_reading(path, operation):
    parameters = [resolve(p) for p in operation.get("parameters", [])]
    needed = [(p, examples_of(p)[0]) for p in parameters if p.get("required")]
    tries = [("alone", [])]
    for p in parameters:
        check(f"GET {path}: {p['name']} has an example", bool(examples_of(p)))
        for value in examples_of(p):
            check(f"GET {path}: the example of {p['name']} is valid", not faults(value, p["schema"]), value)
            if not p.get("required"):
                tries.append((f"{p['name']}={value}", [(p, value)]))
    for name, more in tries:
        url, headers = url_of(path, needed + more), headers_of(more, operation)
        wanted = {206} if "Range" in headers else {200}
        sentence = f"GET {path} {name}"
        status, got, text = ask("GET", url, headers)
        hold(sentence, operation, wanted, status, got, text)
        bare, _, nothing = ask("HEAD", url, headers)
        check(f"{sentence}: HEAD says the same and no more", bare == status and nothing == b"", bare)
        if "Range" not in headers:
            again, _, _ = ask("GET", url, {**headers, "If-None-Match": got["ETag"] or "-"})
            if again == 200:  # what changed just now has no date of its own for a second
                time.sleep(2)
                _, got, _ = ask("GET", url, headers)
                again, _, _ = ask("GET", url, {**headers, "If-None-Match": got["ETag"] or "-"})
            check(f"{sentence}: the tag is taken", again == 304, again)
    status, got, text = ask("GET", url_of(path, needed) + "?apa=1")
    hold(f"GET {path} with an unknown parameter", operation, {400}, status, got, text)
    check(f"GET {path}: which is named", b'"parameter":"apa"' in text, text)
    status, got, _ = ask("POST", url_of(path, needed), body=b"")
    check(f"POST {path} is not served", status == 405 and "GET" in got["Allow"], status)


def run_writing(method, path, operation):
    parameters = [resolve(p) for p in operation["parameters"]]
    all_of = [(p, examples_of(p)[0]) for p in parameters if p["name"] != "Idempotency-Key"]
    bodies = [("nothing", None, None)]
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        if bodies[0][0] == "nothing":
            bodies = []
        for name, example in content.get("examples", {}).items():
            value = example["value"]
            if media.endswith("json"):
                why = faults(value, content["schema"])
                check(f"{method} {path}: the example {name} is valid", not why, why)
            bodies.append((name, media, value.encode() if isinstance(value, str) else json.dumps(value).encode()))
    for name, media, body in bodies:
        headers = {**headers_of(all_of, operation), "Idempotency-Key": f"{method} {name}"}
        if media:
            headers["Content-Type"] = media
        url, sentence = url_of(path, all_of), f"{method} {path} {name}"
        status, got, text = ask(method, url, headers, body)
        hold(sentence, operation, {200, 204}, status, got, text)
        again, got, same = ask(method, url, headers, body)
        check(f"{sentence}: again is the same", (again, same) == (status, text), same)
        check(f"{sentence}: and says so", got["Idempotency-Replayed"] == "true")
        if body:
            other, got, text = ask(method, url, headers, body + b" ")
            hold(f"{sentence}, its key with another body", operation, {422}, other, got, text)
        status, got, text = ask(method, url, {**headers, "Authorization": "Bearer salah"}, body)
        hold(f"{sentence} with a wrong key", operation, {401}, status, got, text)


for path, item in document["paths"].items():
    for method, operation in item.items():
        if method == "get":
            run_reading(path, operation)
        else:
            run_writing(method.upper(), path, operation)

# What the document says of itself.
ids = [o["operationId"] for item in document["paths"].values() for o in item.values()]
check("operations have names of their own", len(ids) == len(set(ids)), ids)
used = json.dumps(document)
for kind, parts in document["components"].items():
    for name in parts:
        if kind != "securitySchemes":
            check(f"{kind}/{name} is used", f'"#/components/{kind}/{name}"' in used)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
