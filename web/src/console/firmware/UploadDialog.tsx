import { Alert, Button, FileInput, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Template } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { UploadProgress } from "./UploadProgress";
import { useImageUpload } from "./useImageUpload";
import { nameOf, refusalOf } from "./words";

/** Brings an image into the cloud. What it is, it says itself; so there is nothing to fill in. */
export function UploadDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const [image, setImage] = useState<File | null>(null);
  const { sending, sent, trouble, stop } = useImageUpload(template.id, (firmware) => {
    notifications.show({ message: `Firmware ${nameOf(firmware)} is there.` });
    onClose();
  });
  const refusal = image && refusalOf(image);
  return (
    <Dialog title={`Upload firmware for ${template.name}`} onClose={onClose} sticky={sending.isPending}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (image && !refusal) sending.mutate(image);
        }}
      >
        <Stack gap="md">
          <Text>
            Choose the image that your build has made, or a signed bundle for boards with Linux. Version and
            build are read from the file.
          </Text>
          <FileInput
            label="Firmware"
            description="At most 64 MB"
            placeholder="Choose a file"
            required
            size="md"
            disabled={sending.isPending}
            value={image}
            error={refusal}
            onChange={(file) => {
              setImage(file);
              sending.reset();
            }}
            data-autofocus
          />
          {sending.isPending && sent && <UploadProgress sent={sent} />}
          {trouble && (
            <Alert color="red" role="alert" variant="outline">
              {trouble}
            </Alert>
          )}
          <Group gap="xs">
            <Button type="submit" loading={sending.isPending} disabled={image === null || refusal !== null}>
              Upload
            </Button>
            <Button variant="default" onClick={sending.isPending ? stop : onClose}>
              {sending.isPending ? "Stop" : "Cancel"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
