import { ActionIcon, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { touchTarget } from "../../design/tokens";
import { BackIcon, CloseIcon } from "../icons";
import classes from "./wizard.module.css";

const screens = 4;

/** The frame of every screen: where one is, the way back, the way out, one heading. */
export function WizardFrame({
  step,
  title,
  onBack,
  onLeave,
  children,
}: {
  step: number;
  title: string;
  onBack?: (() => void) | undefined;
  onLeave?: (() => void) | undefined;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is announced, and the keyboard starts at its top; a page that was just loaded starts there anyway.
  useEffect(() => {
    if (navigator.userActivation?.hasBeenActive ?? true) heading.current?.focus();
  }, [title]);
  return (
    <Stack gap="lg" className={classes.frame}>
      <Group justify="space-between" wrap="nowrap" mih={touchTarget}>
        <FrameButton label="Back" onClick={onBack} icon={<BackIcon />} />
        <Text c="dimmed" size="sm">
          Step {step} of {screens}
        </Text>
        <FrameButton label="Stop adding this device" onClick={onLeave} icon={<CloseIcon />} />
      </Group>
      <div className={classes.stops} aria-hidden>
        {Array.from({ length: screens }, (_, index) => (
          <div key={index} className={classes.stop} data-done={index < step || undefined} />
        ))}
      </div>
      <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading ?? ""}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function FrameButton({
  label,
  onClick,
  icon,
}: {
  label: string;
  onClick?: (() => void) | undefined;
  icon: ReactNode;
}) {
  return (
    <ActionIcon
      size={touchTarget}
      variant="subtle"
      color="gray"
      aria-label={label}
      onClick={onClick}
      style={{ visibility: onClick ? "visible" : "hidden" }}
    >
      {icon}
    </ActionIcon>
  );
}
