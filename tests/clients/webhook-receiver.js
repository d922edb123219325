// A receiver of webhooks that checks each message with the scheme's own library (standardwebhooks) and tells it as a line of JSON,
// {"event":"message","id":…,"type":…,"device":…,"genuine":true}, with the traceparent if it had one.
//   node webhook-receiver.js [--port N]
// Its first line is {"event":"listening","port":N}. The first line of its standard input is the secret; before it nothing is genuine.
const http = require("node:http");
const readline = require("node:readline");
const { parseArgs } = require("node:util");
const { Webhook } = require("standardwebhooks");

const { values: options } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let webhook = null;

readline.createInterface({ input: process.stdin }).on("line", (secret) => {
  webhook = new Webhook(secret.trim());
  say({ event: "ready" });
});

const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString("utf8");
    const genuine = isGenuine(body, request.headers);
    const { type, data } = JSON.parse(body);
    const { "webhook-id": id, traceparent } = request.headers;
    say({ event: "message", id, type, device: data.device.id, genuine, traceparent });
    response.writeHead(genuine ? 204 : 401).end();
  });
});
server.listen(Number(options.port), "127.0.0.1", () =>
  say({ event: "listening", port: server.address().port }),
);

function isGenuine(body, headers) {
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
