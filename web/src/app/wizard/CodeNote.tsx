import { Button, Collapse, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Dispatch } from "./AddDevicePage";
import type { Ticket } from "./types";
import classes from "./wizard.module.css";

/** The other way: the device's own page, with the code that it trades for its key. */
export function CodeNote({ ticket, dispatch }: { ticket: Ticket; dispatch: Dispatch }) {
  const [open, setOpen] = useState(false);
  const toggle = () => {
    if (!open) dispatch({ type: "codeShown" });
    setOpen(!open);
  };
  return (
    <Stack gap="sm">
      <Button
        variant="subtle"
        h="auto"
        classNames={{ label: classes.wrap ?? "" }}
        onClick={toggle}
        aria-expanded={open}
        aria-controls="code-note"
      >
        Set up on the device's own page instead
      </Button>
      <Collapse expanded={open} id="code-note">
        <Stack gap="md">
          <div className={classes.stage}>
            <Text c="dimmed">Type this code there</Text>
            <div className={classes.code} aria-label={`Code ${ticket.code.split("").join(" ")}`} role="img">
              {ticket.code}
            </div>
          </div>
          <Text size="sm">
            Join the device's Wi-Fi. If no page opens by itself, open 192.168.4.1. Choose your Wi-Fi there and
            type the code. If it asks for a cloud: {ticket.host}, port{" "}
            {ticket.tlsPort === null ? ticket.port : `${ticket.tlsPort} with TLS, ${ticket.port} without`}.
          </Text>
          <Button onClick={() => dispatch({ type: "codeTyped" })}>I have typed it</Button>
        </Stack>
      </Collapse>
    </Stack>
  );
}
