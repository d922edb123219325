// A collector of metrics and traces (OTLP, protobuf over HTTP or by gRPC) that reads them with OpenTelemetry's own message definitions and tells each as a line of
// JSON, {"event":"metric","service":…,"name":…,"unit":…,"kind":"sum","monotonic":true,"points":[{"attributes":{…},"value":1}]} or
// {"event":"span","service":…,"name":…,"attributes":{…},"steps":[…],"failed":false}.
//   node otlp-receiver.js [--grpc]
// Its first line is {"event":"listening","port":N}.
const http = require("node:http");
const http2 = require("node:http2");
const { parseArgs } = require("node:util");
const { opentelemetry } = require("@opentelemetry/otlp-transformer/build/src/generated/root");

const { values: options } = parseArgs({ options: { grpc: { type: "boolean", default: false } } });
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const { metrics, trace } = opentelemetry.proto.collector;
const doors = [
  [/metrics/i, metrics.v1.ExportMetricsServiceRequest, metrics.v1.ExportMetricsServiceResponse, tellMetrics],
  [/trace/i, trace.v1.ExportTraceServiceRequest, trace.v1.ExportTraceServiceResponse, tellSpans],
];

const server = options.grpc ? http2.createServer().on("stream", takeCall) : http.createServer(takeRequest);
server.listen(0, "127.0.0.1", () => say({ event: "listening", port: server.address().port }));

function takeRequest(request, response) {
  const isOurs = /^\/v1\/(metrics|traces)$/.test(request.url);
  if (!isOurs || request.headers["content-type"] !== "application/x-protobuf") return response.writeHead(404).end();
  whole(request, (body) =>
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end(take(request.url, body)),
  );
}

// A message of gRPC: one byte that says whether it is compressed, four with its length.
function takeCall(stream, headers) {
  whole(stream, (body) => {
    if (body[0] !== 0) return stream.respond({ ":status": 415 }, { endStream: true });
    const answer = take(headers[":path"], body.subarray(5));
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(answer.length, 1);
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.concat([prefix, answer]));
  });
}

function whole(stream, then) {
  const parts = [];
  stream.on("data", (part) => parts.push(part));
  stream.on("end", () => then(Buffer.concat(parts)));
}

function take(path, body) {
  const [, Request, Response, tell] = doors.find(([name]) => name.test(path));
  tell(Request.toObject(Request.decode(body), { longs: Number, enums: String }));
  return Response.encode({}).finish();
}

function tellMetrics({ resourceMetrics = [] }) {
  for (const { resource, scopeMetrics = [] } of resourceMetrics)
    for (const metric of scopeMetrics.flatMap((scope) => scope.metrics ?? [])) {
      const kind = ["sum", "gauge", "histogram"].find((each) => metric[each]);
      say({
        event: "metric",
        service: attributesOf(resource)["service.name"],
        name: metric.name,
        unit: metric.unit ?? "",
        kind,
        monotonic: metric[kind].isMonotonic ?? false,
        points: metric[kind].dataPoints.map((point) => ({
          attributes: attributesOf(point),
          value: point.asInt ?? point.asDouble ?? point.count,
          sum: point.sum,
        })),
      });
    }
}

function tellSpans({ resourceSpans = [] }) {
  for (const { resource, scopeSpans = [] } of resourceSpans)
    for (const span of scopeSpans.flatMap((scope) => scope.spans ?? []))
      say({
        event: "span",
        service: attributesOf(resource)["service.name"],
        name: span.name,
        attributes: attributesOf(span),
        steps: (span.events ?? []).map((step) => step.name),
        seconds: (span.endTimeUnixNano - span.startTimeUnixNano) / 1e9,
        status: span.status,
      });
}

function attributesOf({ attributes = [] }) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
