import { PasswordInput, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DialogForm } from "./DialogForm";
import type { RoomNetwork } from "./room";
import { useDialogForm } from "./useDialogForm";
import { useWorkbench } from "./useRoom";

/** Another password for a network: whoever knew the old one falls out. */
export function PasswordDialog({
  network,
  opened,
  close,
}: {
  network: RoomNetwork;
  opened: boolean;
  close: () => void;
}) {
  const workbench = useWorkbench();
  const form = useForm({ mode: "uncontrolled", initialValues: { password: "" } });
  const dialog = useDialogForm(
    form,
    ({ password }) => workbench.changeNetwork(network.ssid, { password }),
    close,
  );
  return (
    <DialogForm title={`Password of ${network.ssid}`} opened={opened} submitLabel="Change it" form={dialog}>
      <Text size="sm">Devices in the network fall out at once and keep trying the password they know.</Text>
      <PasswordInput
        label="New password"
        description="8 to 63 characters; empty makes an open network"
        autoComplete="off"
        data-autofocus
        key={form.key("password")}
        {...form.getInputProps("password")}
      />
    </DialogForm>
  );
}
