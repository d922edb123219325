import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import classes from "./CopyBlock.module.css";
import { copyText } from "./copyText";
import { Icon } from "./icons";

/** Text to take along: shown whole, copied with one press. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState("");
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {label}
      </Text>
      <pre className={classes.text} tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<Icon name="copy" />}
          onClick={() =>
            void copyText(text).then((copied) =>
              setSaid(
                copied ? "Copied." : "The browser did not allow it: select the text and copy it yourself.",
              ),
            )
          }
        >
          Copy
        </Button>
        <Text role="status" size="sm">
          {said}
        </Text>
      </div>
    </Stack>
  );
}
