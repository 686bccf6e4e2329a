"""A client of Z39.50 that does not behave.

    z3950.py hostile PORT SESSION   sends what is no message, and mutations of a recorded session;
                                    after each, says whether the server still answers Init
    z3950.py crowd PORT N           opens N connections at once and says how many are answered
    z3950.py hold PORT              Init, then waits until the connection ends: prints "ended"

Prints one word a fact; the last line of hostile is "alive" or "dead: why"."""
import random
import socket
import sys
import time


def init_message():
    body = bytes.fromhex("830200e0840300e9a285040010000086040010 0000".replace(" ", ""))
    return b"\xb4" + bytes([len(body)]) + body


def connect(port, seconds=10):
    s = socket.create_connection(("127.0.0.1", port), seconds)
    s.settimeout(seconds)
    return s


def answers(port):
    """Whether a new session begins; within ten seconds."""
    for _ in range(20):
        try:
            with connect(port) as s:
                s.sendall(init_message())
                if s.recv(1) == b"\xb5":
                    return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


def send(port, data, begin=True):
    """Sends bytes, after Init when it is said so, and reads until the server ends or is quiet."""
    got = 0
    try:
        with connect(port) as s:
            if begin:
                s.sendall(init_message())
                s.recv(4096)
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
            while True:
                piece = s.recv(65536)
                if not piece:
                    return got
                got += len(piece)
    except OSError:
        return got


def broken_ones():
    yield b"\xb6\x84\xff\xff\xff\xff" + b"a" * 100
    yield b"\xb6\x88\x7f" + b"\xff" * 7 + b"a" * 100
    yield b"\xb6\x80" + b"\x30\x80" * 100000
    yield b"\xb6\x80" + b"\x30\x80" * 30
    yield b"\xff" * 1000
    yield b"\x00" * 1000
    yield b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    yield b"\xb6\x82\xff\xff" + b"\x30" * 70000
    yield b"a" * 3000000
    # operators, each with operators inside, as deep as a message can hold
    inner = b"\xa0\x02\xbf\x66"
    while len(inner) < 30000:
        n = len(inner) + 4
        inner = b"\xa1\x82" + (n - 4).to_bytes(2, "big") + inner
    yield b"\xb6\x82" + len(inner).to_bytes(2, "big") + inner


def messages(data):
    """The messages of a recording; their lengths are definite there."""
    at = 0
    while at < len(data):
        head, n = at + 2, data[at + 1]
        if n & 0x80:
            size = n & 0x7F
            n = int.from_bytes(data[head:head + size], "big")
            head += size
        yield data[at:head + n]
        at = head + n


def mutate(r, data):
    data = bytearray(data)
    for _ in range(r.randint(1, 6)):
        at = r.randrange(len(data))
        what = r.randrange(4)
        if what == 0:
            data[at] = r.randrange(256)
        elif what == 1:
            del data[at:at + r.randint(1, 8)]
        elif what == 2:
            data[at:at] = bytes(r.randrange(256) for _ in range(r.randint(1, 8)))
        else:
            data[at] = r.choice([0, 0x7F, 0x80, 0x84, 0xFF])
        if not data:
            data = bytearray(b"\x30")
    return bytes(data)


def hostile(port, path):
    recorded = open(path, "rb").read()
    for i, data in enumerate(broken_ones()):
        for begin in (False, True):
            send(port, data, begin)
        if not answers(port):
            return print(f"dead: after broken message {i}")
    parts = list(messages(recorded))
    for cut in range(0, len(recorded), 29):
        send(port, recorded[:cut], False)
    if not answers(port):
        return print("dead: after messages that were cut off")
    r = random.Random(39)
    for i in range(300):
        which = r.randrange(1, len(parts))
        send(port, b"".join(parts[1:which]) + mutate(r, parts[which]), True)
    for i in range(100):
        send(port, mutate(r, recorded), False)
    print("alive" if answers(port) else "dead: after mutations")


def crowd(port, n):
    sockets, count = [], 0
    for _ in range(n):
        sockets.append(connect(port))
    for s in sockets:
        try:
            s.sendall(init_message())
            count += s.recv(1) == b"\xb5"
        except OSError:
            pass
    print(count)


def hold(port):
    with connect(port, 60) as s:
        s.sendall(init_message())
        print("began" if s.recv(4096)[:1] == b"\xb5" else "refused", flush=True)
        try:
            print("ended" if not s.recv(4096) else "more", flush=True)
        except ConnectionError:
            print("ended", flush=True)


if __name__ == "__main__":
    what, port = sys.argv[1], int(sys.argv[2])
    if what == "hostile":
        hostile(port, sys.argv[3])
    elif what == "crowd":
        crowd(port, int(sys.argv[3]))
    else:
        hold(port)
