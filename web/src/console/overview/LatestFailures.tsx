import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { latestFailuresQuery } from "../queries";
import classes from "./LatestFailures.module.css";

/** The attempts that failed last, each with its reason and the way to its steps. */
export function LatestFailures() {
  const failures = useQuery(latestFailuresQuery);
  return (
    <Panel title="Latest failures">
      <Reading query={failures} label="Reading the failures …">
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">None has failed.</Text>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, failure, endedAt }) => (
                <li key={id}>
                  <TextLink to="/console/activations/$sessionId" params={{ sessionId: String(id) }}>
                    {failure?.reason ?? `Attempt ${id}`}
                  </TextLink>
                  <Text size="sm" c="dimmed">
                    Attempt {id}, <Moment at={endedAt} />
                  </Text>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Panel>
  );
}
