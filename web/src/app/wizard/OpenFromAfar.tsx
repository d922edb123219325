import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { reconfigureDevice } from "../devices/deviceCalls";

/** A device that is online opens its access point when the cloud tells it to; nobody has to hold its button. */
export function OpenFromAfar({ device }: { device: number }) {
  const telling = useMutation({ mutationFn: () => reconfigureDevice(device) });
  if (telling.isSuccess)
    return (
      <Text role="status" ta="center">
        It has been told. Its light beats blue in a moment.
      </Text>
    );
  return (
    <>
      <Button variant="default" loading={telling.isPending} onClick={() => telling.mutate()}>
        It is online: tell it from here
      </Button>
      {telling.error && (
        <Text c="red" role="alert">
          {telling.error.message} Hold its button instead.
        </Text>
      )}
    </>
  );
}
