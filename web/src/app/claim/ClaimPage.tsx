import { ActionIcon, Alert, Button, Divider, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, dataOf, type Device } from "../../api/client";
import { StatusLight } from "../../design/StatusLight";
import { touchTarget } from "../../design/tokens";
import { lightOf } from "../devices/presence";
import { BackIcon } from "../icons";
import { NameForm } from "../wizard/NameForm";
import { mayHaveCamera } from "./camera";
import classes from "./claim.module.css";
import { DrawnLabel } from "./DrawnLabel";
import { tidyCode } from "./label";
import { Scanner } from "./Scanner";

/** A unit that brings its own connection: its label brings it into the person's account. */
export function ClaimPage() {
  const [scanning, setScanning] = useState(false);
  const queries = useQueryClient();
  const claim = useMutation({
    mutationFn: async (code: string) => dataOf(await api.POST("/api/v1/claims", { body: { code } })),
    onMutate: () => setScanning(false),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["devices"] }),
  });
  if (claim.data) return <Claimed device={claim.data} />;
  return (
    <Stack gap="lg" className={classes.frame ?? ""}>
      <ActionIcon
        component={Link}
        to="/app/add"
        size={touchTarget}
        variant="subtle"
        color="gray"
        aria-label="Back to adding a device"
      >
        <BackIcon />
      </ActionIcon>
      <Title order={1} size="h2">
        Scan the label
      </Title>
      {scanning ? (
        <Scanner onLabel={claim.mutate} onClose={() => setScanning(false)} />
      ) : (
        <>
          <Text>
            The label is on the device or in its box. Scan its square code, or type the code below it.
          </Text>
          <DrawnLabel />
          {mayHaveCamera() ? (
            <Button onClick={() => setScanning(true)} loading={claim.isPending}>
              Scan with the camera
            </Button>
          ) : (
            <Alert color="yellow">
              The camera needs HTTPS, and this page came without. Type the code instead.
            </Alert>
          )}
        </>
      )}
      {claim.error && (
        <Alert color="red" role="alert">
          {claim.error.message}
        </Alert>
      )}
      <Divider label="or" />
      <CodeForm isPending={claim.isPending} onCode={claim.mutate} />
    </Stack>
  );
}

function CodeForm({ isPending, onCode }: { isPending: boolean; onCode: (code: string) => void }) {
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Code on the label"
          description="Eighteen letters and digits"
          placeholder="XXXXXX-XXXXXX-XXXXXX"
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className={classes.code ?? ""}
          value={code}
          onChange={(event) => setCode(tidyCode(event.currentTarget.value))}
        />
        <Button type="submit" variant="default" loading={isPending}>
          Add the device
        </Button>
      </Stack>
    </form>
  );
}

function Claimed({ device }: { device: Device }) {
  const navigate = useNavigate();
  return (
    <Stack gap="lg" className={classes.frame ?? ""}>
      <Title order={1} size="h2">
        It is yours
      </Title>
      <Stack align="center" role="status">
        <StatusLight state={lightOf(device)} size={96} label="" />
        <Text fw={600} ta="center">
          {device.connected
            ? "Your device is in your account, and online."
            : "Your device is in your account. It comes online once it is switched on."}
        </Text>
      </Stack>
      <NameForm
        deviceId={device.id}
        onDone={() => void navigate({ to: "/app/devices/$id", params: { id: String(device.id) } })}
      />
    </Stack>
  );
}
