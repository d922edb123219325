import { Alert, Button, Group, Text } from "@mantine/core";
import { actIn, acting } from "../api/acting";

/** Says in whose house one is, and leads home. */
export function ActingBanner() {
  const where = acting();
  if (!where) return null;
  const leave = () => {
    actIn(null);
    location.assign("/console/organisations");
  };
  return (
    <Alert variant="outline" color="blue" mb="md">
      <Group justify="space-between" gap="sm">
        <Text>
          You see what <strong>{where.name}</strong> sees, and what you change is changed there.
        </Text>
        <Button variant="default" onClick={leave}>
          Back to your own
        </Button>
      </Group>
    </Alert>
  );
}
