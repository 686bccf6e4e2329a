"""smtp.py FILE: a mail server for tests, written after RFC 5321. Prints its port; every message it takes
is appended to FILE, with the envelope before it."""
import base64, socketserver, sys


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 test")
        envelope = []
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb in ("EHLO", "HELO"):
                self.say("250 test")
            elif verb in ("MAIL", "RCPT"):
                envelope.append(line)
                self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                while (row := self.rfile.readline().rstrip(b"\r\n")) != b".":
                    lines.append(row.decode())
                head, body = "\n".join(lines).split("\n\n", 1)
                with open(sys.argv[1], "a") as f:
                    f.write("\n".join(envelope) + "\n" + head + "\n\n" + base64.b64decode(body).decode() + "\n")
                envelope = []
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
