import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "../../shared/StatePages";
import { momentText } from "../devices/presence";
import classes from "./device.module.css";
import { deviceEventsQuery } from "./deviceEvents";
import { eventTitle } from "./eventTitle";

/** What happened to the device lately, newest first. */
export function EventsList({ deviceId }: { deviceId: number }) {
  const events = useQuery(deviceEventsQuery(deviceId));
  if (events.isPending) return <Text c="dimmed">Reading …</Text>;
  if (events.isError) return <ErrorState error={events.error} retry={() => void events.refetch()} />;
  if (events.data.items.length === 0) return <Text c="dimmed">Nothing has happened yet.</Text>;
  const now = new Date();
  return (
    <ul className={classes.events}>
      {events.data.items.map(({ id, code, description, at }) => (
        <li key={id} className={classes.event}>
          <div>
            <Text>{eventTitle(code)}</Text>
            {description && (
              <Text c="dimmed" size="sm">
                {description}
              </Text>
            )}
          </div>
          <Text component="time" dateTime={at} c="dimmed" size="sm">
            {momentText(new Date(at), now)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
