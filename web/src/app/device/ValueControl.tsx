import { Button, Group, NumberInput, Slider, Switch, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Value } from "../../api/client";
import { controlOf, stepOf, valueText } from "../devices/valueText";
import classes from "./device.module.css";

type Write = (value: string | number) => void;

/** What a person sets the datastream with, as its type and range ask for. */
export function ValueControl({ stream, write }: { stream: Value; write: Write }) {
  switch (controlOf(stream)) {
    case "switch":
      return (
        <Switch
          size="lg"
          aria-label={stream.name}
          checked={stream.value === 1}
          onChange={(event) => write(event.currentTarget.checked ? 1 : 0)}
          className={classes.switch ?? ""}
        />
      );
    case "slider":
      return <RangeControl stream={stream} write={write} />;
    case "number":
    case "text":
      return <EntryControl stream={stream} write={write} />;
    case "none":
      return null;
  }
}

function RangeControl({ stream, write }: { stream: Value; write: Write }) {
  const min = stream.min ?? 0;
  const max = stream.max ?? 100;
  const known = typeof stream.value === "number" ? stream.value : min;
  // While it is dragged the slider shows the finger, not the device.
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <Slider
      className={classes.slider ?? ""}
      size="lg"
      thumbSize={28}
      thumbLabel={stream.name}
      min={min}
      max={max}
      step={stepOf(stream)}
      label={(value) => valueText({ ...stream, value })}
      value={dragged ?? known}
      onChange={setDragged}
      onChangeEnd={(value) => {
        setDragged(null);
        write(value);
      }}
      marks={[
        { value: min, label: valueText({ ...stream, value: min }) },
        { value: max, label: valueText({ ...stream, value: max }) },
      ]}
    />
  );
}

function EntryControl({ stream, write }: { stream: Value; write: Write }) {
  const numeric = controlOf(stream) === "number";
  const [entry, setEntry] = useState<string | number | null>(null);
  const shown = entry ?? (stream.value === null ? "" : String(stream.value));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entry === null || (numeric && entry === "")) return;
    write(entry);
    setEntry(null);
  };
  return (
    <form onSubmit={submit}>
      <Group wrap="nowrap" gap="xs">
        {numeric ? (
          <NumberInput
            className={classes.entry ?? ""}
            size="md"
            aria-label={stream.name}
            value={shown}
            onChange={setEntry}
            hideControls
            {...(stream.min === null ? {} : { min: stream.min })}
            {...(stream.max === null ? {} : { max: stream.max })}
          />
        ) : (
          <TextInput
            className={classes.entry ?? ""}
            aria-label={stream.name}
            value={shown}
            onChange={(event) => setEntry(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" disabled={entry === null}>
          Set
        </Button>
      </Group>
    </form>
  );
}
