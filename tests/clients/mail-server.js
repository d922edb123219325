// A mail server that keeps nothing: tells each mail it takes as a line of JSON, {"event":"mail","to":[…],"text":"…"}.
//   node mail-server.js [--user NAME --password WORD] [--port N] [--refuse ADDRESS]
// Its first line is {"event":"listening","port":N}. --refuse: that recipient is refused for good (550).
const { parseArgs } = require("node:util");
const { SMTPServer } = require("smtp-server");

const { values: options } = parseArgs({
  options: {
    user: { type: "string" },
    password: { type: "string" },
    port: { type: "string", default: "0" },
    refuse: { type: "string" },
  },
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const server = new SMTPServer({
  disabledCommands: options.user ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
  allowInsecureAuth: true,
  authOptional: !options.user,
  onAuth({ username, password }, _session, done) {
    if (username === options.user && password === options.password) return done(null, { user: username });
    done(Object.assign(new Error("Authentication failed"), { responseCode: 535 }));
  },
  onRcptTo({ address }, _session, done) {
    if (address !== options.refuse) return done();
    done(Object.assign(new Error("No such mailbox"), { responseCode: 550 }));
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      say({ event: "mail", to, text: bodyOf(Buffer.concat(parts).toString("utf8")) });
      done();
    });
  },
});
server.on("error", (error) => say({ event: "error", message: error.message }));
server.listen(Number(options.port), "127.0.0.1", () =>
  say({ event: "listening", port: server.server.address().port }),
);

// Enough of MIME for one plain part.
function bodyOf(message) {
  const end = message.indexOf("\r\n\r\n");
  const [head, body] = [message.slice(0, end), message.slice(end + 4)];
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
