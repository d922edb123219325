import { Button, Card, Stack, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { systemOf } from "../wizard/joinHelp";
import { installHint, installOffer } from "./installing";

/** A small hint: the app on the home screen also works in a device's Wi-Fi, without internet. */
export function InstallNote() {
  const offer = useSyncExternalStore(installOffer.subscribe, installOffer.get);
  const hint = installHint({
    installed: window.matchMedia("(display-mode: standalone)").matches,
    secure: window.isSecureContext,
    offered: offer !== null,
    system: systemOf(navigator.userAgent, navigator.maxTouchPoints),
  });
  if (hint.kind === "none") return null;
  const words = {
    offer: "As an app it opens from your home screen, also without internet.",
    ios: "In Safari tap Share, then “Add to Home Screen”: the app then opens without internet too.",
    menu: "Your browser's menu can add this page to the home screen: the app then opens without internet too.",
    needsHttps:
      "This page came without HTTPS. Adding and using devices works; installing the app, opening it without internet, and signing in with a passkey need HTTPS. Ask the people who run this cloud for its secure address.",
  }[hint.kind];
  return (
    <Card withBorder>
      <Stack gap="sm" align="start">
        <Text fw={600}>{hint.kind === "needsHttps" ? "What needs HTTPS" : "Install the app"}</Text>
        <Text c="dimmed" size="sm">
          {words}
        </Text>
        {hint.kind === "offer" && (
          <Button variant="light" onClick={() => void offer?.prompt()}>
            Install
          </Button>
        )}
      </Stack>
    </Card>
  );
}
