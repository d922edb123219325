// A collector of metrics and traces (OTLP over HTTP, protobuf) that reads them with OpenTelemetry's own message definitions and tells each as a line of
// JSON, {"event":"metric","service":…,"name":…,"unit":…,"kind":"sum","monotonic":true,"points":[{"attributes":{…},"value":1}]} or
// {"event":"span","service":…,"name":…,"attributes":{…},"steps":[…],"failed":false}.
//   node otlp-receiver.js [--port N]
// Its first line is {"event":"listening","port":N}.
const http = require("node:http");
const { parseArgs } = require("node:util");
const { opentelemetry } = require("@opentelemetry/otlp-transformer/build/src/generated/root");

const { values: options } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const { metrics, trace } = opentelemetry.proto.collector;
const doors = {
  "/v1/metrics": [metrics.v1.ExportMetricsServiceRequest, metrics.v1.ExportMetricsServiceResponse, tellMetrics],
  "/v1/traces": [trace.v1.ExportTraceServiceRequest, trace.v1.ExportTraceServiceResponse, tellSpans],
};

const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const door = doors[request.url];
    if (!door || request.headers["content-type"] !== "application/x-protobuf") return response.writeHead(404).end();
    const [Request, Response, tell] = door;
    tell(Request.toObject(Request.decode(Buffer.concat(parts)), { longs: Number, enums: String }));
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end(Response.encode({}).finish());
  });
});
server.listen(Number(options.port), "127.0.0.1", () => say({ event: "listening", port: server.address().port }));

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
