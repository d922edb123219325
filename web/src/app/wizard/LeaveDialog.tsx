import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { touchTarget } from "../../design/tokens";

/** Asks before an attempt under way is given up: its key is dead afterwards, and the cloud is told. */
export function LeaveDialog({
  opened,
  onStay,
  onLeave,
}: {
  opened: boolean;
  onStay: () => void;
  onLeave: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title="Stop adding this device?"
      centered
      closeButtonProps={{ "aria-label": "Close", size: touchTarget }}
    >
      <Stack gap="md">
        <Text>
          This attempt is cancelled, and the key that was made for the device is thrown away. You can start
          again at any time.
        </Text>
        <Group grow>
          <Button variant="default" onClick={onStay} data-autofocus>
            Go on
          </Button>
          <Button variant="light" color="red" onClick={onLeave}>
            Stop
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
