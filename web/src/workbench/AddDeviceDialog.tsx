import { Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DialogForm } from "./DialogForm";
import type { RoomDevice } from "./room";
import { useDialogForm } from "./useDialogForm";
import { useWorkbench } from "./useRoom";

const behaviours = [
  { value: "thermostat", label: "Thermostat: measures, heats, takes a set point" },
  { value: "silent", label: "Silent: comes online and says nothing" },
];

/** A further device, fresh from its box and switched on. */
export function AddDeviceDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const workbench = useWorkbench();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: {
      name: "",
      templateId: "TMPLthermo01",
      templateName: "Thermostat",
      behaviour: "thermostat" as RoomDevice["behaviour"],
      tls: false,
    },
  });
  const dialog = useDialogForm(form, workbench.addDevice, close);
  return (
    <DialogForm title="Add a device" opened={opened} submitLabel="Put it on the bench" form={dialog}>
      <TextInput
        label="Name"
        description="What the room calls it"
        autoComplete="off"
        data-autofocus
        key={form.key("name")}
        {...form.getInputProps("name")}
      />
      <TextInput
        label="Template id"
        description="What its firmware was built for; the console shows it with each template"
        autoComplete="off"
        key={form.key("templateId")}
        {...form.getInputProps("templateId")}
      />
      <TextInput
        label="Template name"
        description="Part of its access point's name"
        autoComplete="off"
        key={form.key("templateName")}
        {...form.getInputProps("templateName")}
      />
      <Select
        label="What it does"
        data={behaviours}
        allowDeselect={false}
        key={form.key("behaviour")}
        {...form.getInputProps("behaviour")}
      />
      <Switch
        size="lg"
        label="Only speaks TLS to the cloud"
        key={form.key("tls")}
        {...form.getInputProps("tls", { type: "checkbox" })}
      />
    </DialogForm>
  );
}
