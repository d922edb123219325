import { PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DialogForm } from "./DialogForm";
import { useDialogForm } from "./useDialogForm";
import { useWorkbench } from "./useRoom";

const strengths = [
  { value: "-45", label: "Strong: beside the bench" },
  { value: "-62", label: "Good: one wall between" },
  { value: "-75", label: "Weak: two floors between" },
  { value: "-88", label: "Hardly there" },
];

/** A further router in the room. */
export function AddNetworkDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const workbench = useWorkbench();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { ssid: "", password: "", rssi: "-62", isFive: false, hidden: false },
  });
  const dialog = useDialogForm(
    form,
    ({ ssid, password, rssi, isFive, hidden }) =>
      workbench.addNetwork({ ssid, password, rssi: Number(rssi), channel: isFive ? 44 : 6, hidden }),
    close,
  );
  return (
    <DialogForm title="Add a network" opened={opened} submitLabel="Add it" form={dialog}>
      <TextInput
        label="Name"
        description="1 to 32 bytes; it stays as it is"
        autoComplete="off"
        data-autofocus
        key={form.key("ssid")}
        {...form.getInputProps("ssid")}
      />
      <PasswordInput
        label="Password"
        description="8 to 63 characters; empty makes an open network"
        autoComplete="off"
        key={form.key("password")}
        {...form.getInputProps("password")}
      />
      <Select
        label="Signal at the bench"
        data={strengths}
        allowDeselect={false}
        key={form.key("rssi")}
        {...form.getInputProps("rssi")}
      />
      <Switch
        size="lg"
        label="5 GHz, which most devices cannot hear"
        key={form.key("isFive")}
        {...form.getInputProps("isFive", { type: "checkbox" })}
      />
      <Switch
        size="lg"
        label="Hides its name"
        key={form.key("hidden")}
        {...form.getInputProps("hidden", { type: "checkbox" })}
      />
    </DialogForm>
  );
}
