import { Button, Collapse, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import classes from "./SerialTail.module.css";
import type { RoomDevice } from "./room";
import { useWorkbench } from "./useRoom";

const everyMilliseconds = 1000;
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** What the device writes to its serial port, as it writes it. */
export function SerialTail({ device, openAtFirst }: { device: RoomDevice; openAtFirst: boolean }) {
  const [opened, { toggle }] = useDisclosure(openAtFirst);
  const region = `serial-${device.id}`;
  return (
    <Stack gap="xs">
      <Button variant="default" aria-expanded={opened} aria-controls={region} onClick={toggle}>
        {opened ? "Hide the serial log" : "Show the serial log"}
      </Button>
      <Collapse expanded={opened} id={region}>
        {opened && <Lines device={device} />}
      </Collapse>
    </Stack>
  );
}

function Lines({ device }: { device: RoomDevice }) {
  const workbench = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const { data, error } = useQuery({
    queryKey: ["room", workbench.origin, "log", device.id],
    queryFn: () => workbench.log(device.id),
    refetchInterval: everyMilliseconds,
    retry: false,
  });
  // Someone who scrolled back to read is not torn away.
  useEffect(() => {
    if (follow.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [data]);

  return (
    <div
      ref={box}
      className={classes.log}
      role="log"
      aria-label={`Serial log of ${device.name}`}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        follow.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {error && <div>{error.message}</div>}
      {data?.lines.length === 0 && <div>Nothing yet.</div>}
      {data?.lines.map((line, index) => (
        <div key={`${line.at}-${index}`} className={classes.line}>
          <time dateTime={line.at}>{clock.format(new Date(line.at))}</time> {line.text}
        </div>
      ))}
    </div>
  );
}
