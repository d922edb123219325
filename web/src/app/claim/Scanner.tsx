import { Button, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { TroubleNote } from "../wizard/TroubleNote";
import type { Trouble } from "../wizard/types";
import { cameraTrouble, openCamera, readCodes } from "./camera";
import classes from "./claim.module.css";
import { isLabel } from "./label";

type Sight = "opening" | "looking" | "foreign" | Trouble;

/** The camera's picture, until it has seen a label. */
export function Scanner({ onLabel, onClose }: { onLabel: (content: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [sight, setSight] = useState<Sight>("opening");
  // The newest callback, without opening the camera anew for it.
  const found = useRef(onLabel);
  useEffect(() => void (found.current = onLabel), [onLabel]);

  useEffect(() => {
    const closing = new AbortController();
    const look = async (picture: HTMLVideoElement) => {
      await openCamera(picture, closing.signal);
      if (closing.signal.aborted) return;
      setSight("looking");
      await readCodes(
        picture,
        (content) => {
          if (!isLabel(content)) return setSight("foreign");
          closing.abort();
          found.current(content);
        },
        closing.signal,
      );
    };
    if (video.current)
      look(video.current).catch((error: unknown) => {
        if (!closing.signal.aborted) setSight(cameraTrouble(error));
      });
    return () => closing.abort();
  }, []);

  if (typeof sight === "object") return <TroubleNote mild trouble={sight} />;
  return (
    <Stack gap="sm">
      <div className={classes.sight}>
        <video ref={video} className={classes.picture} playsInline muted aria-label="The camera's picture" />
        {sight === "opening" ? <Loader className={classes.opening ?? ""} /> : <div className={classes.aim} />}
      </div>
      <Text role="status" ta="center">
        {sightText[sight]}
      </Text>
      <Button variant="default" onClick={onClose}>
        Stop scanning
      </Button>
    </Stack>
  );
}

const sightText = {
  opening: "Opening the camera …",
  looking: "Hold the label's QR code into the frame.",
  foreign: "That is another code. The right one is on the device's own label.",
};
