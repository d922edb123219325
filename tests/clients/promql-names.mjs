// Reads every query of a Grafana dashboard with Prometheus' own grammar and tells each as a line of JSON,
// {"query":…,"metrics":[…],"labels":[…],"isWrong":false}.
//   node promql-names.mjs DASHBOARD.json
import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";

const dashboard = JSON.parse(readFileSync(process.argv[2], "utf8"));
const labelValues = /^label_values\((?<series>.+), *(?<label>\w+)\)$/;

for (const { expr } of dashboard.panels.flatMap((panel) => panel.targets ?? [])) tell(read(expr));
for (const variable of dashboard.templating.list.filter(({ type }) => type === "query")) {
  const { series, label } = labelValues.exec(variable.query.query).groups;
  const found = read(series);
  tell({ ...found, labels: [...found.labels, label] });
}

function tell(found) {
  console.log(JSON.stringify(found));
}

function read(expression) {
  const query = expression.replaceAll("$__rate_interval", "5m");
  const found = { query, metrics: [], labels: [], isWrong: false };
  parser.parse(query).iterate({
    enter(node) {
      const text = query.slice(node.from, node.to);
      if (node.type.isError) found.isWrong = true;
      else if (node.name === "Identifier" && node.node.parent.name === "VectorSelector") found.metrics.push(text);
      else if (node.name === "LabelName") found.labels.push(text);
    },
  });
  return found;
}
