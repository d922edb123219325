import { Alert, Button, SimpleGrid, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Device } from "../../api/client";
import { Panel } from "../parts/Panel";
import { ServerForm } from "../parts/ServerForm";
import { useServerForm } from "../parts/useServerForm";
import { ZoneSelect } from "../zones/ZoneSelect";
import { degreesOf, pairOf, placeTextOf } from "./place";

/** Where the device is, as people say, and by which clock it lives there. */
export function PlacePanel({ device }: { device: Device }) {
  const queries = useQueryClient();
  const path = { id: device.id };
  const reread = () => queries.invalidateQueries({ queryKey: ["devices"] });
  const { form, ...frame } = useServerForm({
    initialValues: placeTextOf(device.place),
    validate: {
      latitude: (text) =>
        degreesOf(text, 90) === null ? "Degrees between -90 and 90, such as 49.84." : null,
      longitude: (text) =>
        degreesOf(text, 180) === null ? "Degrees between -180 and 180, such as 24.03." : null,
    },
    send: ({ latitude, longitude, address, timeZone }) =>
      api.PUT("/api/v1/devices/{id}/place", {
        params: { path },
        body: { latitude: degreesOf(latitude, 90), longitude: degreesOf(longitude, 180), address, timeZone },
      }),
    onDone: async () => {
      notifications.show({ message: "The place is saved." });
      await reread();
    },
  });
  const removing = useMutation({
    mutationFn: () => api.DELETE("/api/v1/devices/{id}/place", { params: { path } }),
    onSuccess: async () => {
      form.setValues(placeTextOf(null));
      await reread();
    },
  });
  return (
    <Panel
      title="Place"
      intro="The device can ask where it is and what time it is there."
      action={
        device.place && (
          <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
            Take away
          </Button>
        )
      }
    >
      {removing.error && (
        <Alert color="red" role="alert" variant="outline">
          {removing.error.message}
        </Alert>
      )}
      <ServerForm {...frame} action="Save the place">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput
            label="Latitude"
            required
            placeholder="49.84"
            {...form.getInputProps("latitude")}
            onPaste={(event) => {
              const pair = pairOf(event.clipboardData.getData("text"));
              if (pair === null) return;
              event.preventDefault();
              form.setValues(pair);
            }}
          />
          <TextInput label="Longitude" required placeholder="24.03" {...form.getInputProps("longitude")} />
        </SimpleGrid>
        <TextInput label="Address" maxLength={255} {...form.getInputProps("address")} />
        <ZoneSelect label="Time zone there" none="As its organisation" {...form.getInputProps("timeZone")} />
      </ServerForm>
    </Panel>
  );
}
