import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { Device } from "../../api/client";
import { CopyBlock } from "../parts/CopyBlock";
import { Dialog } from "../parts/Dialog";
import { firmwareDefines } from "../words/firmware";
import { useRevealedToken } from "./useRevealedToken";
import { useTemplateNames } from "./useTemplateNames";

/** The token, after it was said what showing it means. It is forgotten when the dialog closes. */
export function TokenDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const templateName = useTemplateNames();
  const revealing = useRevealedToken(device.id);
  return (
    <Dialog title={`Token of ${device.name}`} onClose={onClose} sticky={revealing.isSuccess}>
      {revealing.data === undefined ? (
        <Stack gap="md">
          <Text>
            Whoever has the token can act as this device. Showing it leaves an entry with your name in the
            audit log.
          </Text>
          {revealing.error && (
            <Alert color="red" role="alert" variant="outline">
              {revealing.error.message}
            </Alert>
          )}
          <Group gap="xs">
            <Button onClick={() => revealing.mutate()} loading={revealing.isPending}>
              Show it
            </Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="md">
          <CopyBlock label="Token" text={revealing.data} />
          <CopyBlock
            label="For the firmware"
            text={firmwareDefines(device.templateId, templateName(device.templateId), revealing.data)}
          />
          <Text c="dimmed">Noted in the audit log.</Text>
          <Button onClick={onClose} style={{ alignSelf: "start" }}>
            Hide it
          </Button>
        </Stack>
      )}
    </Dialog>
  );
}
