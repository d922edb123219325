import { Stack, Text } from "@mantine/core";
import { ToneBadge } from "../parts/ToneBadge";
import type { UpdateReason, UpdateState } from "./queries";
import { noteOf, updateLabel } from "./words";

/** Where a device's update stands, why, and what to do next. */
export function Standing(standing: { state: UpdateState; reason: UpdateReason | null }) {
  const note = noteOf(standing);
  return (
    <Stack gap={4} align="start">
      <ToneBadge {...updateLabel(standing)} />
      {note && (
        <Text size="sm" maw={480}>
          {note.why} {note.next}
        </Text>
      )}
    </Stack>
  );
}
