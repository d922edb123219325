import { Badge } from "@mantine/core";
import type { Tone } from "../words/labels";
import { Icon, type IconName } from "./icons";

const looks: Record<Tone, { colour: string; icon: IconName }> = {
  good: { colour: "mint", icon: "check" },
  bad: { colour: "red", icon: "cross" },
  busy: { colour: "blue", icon: "dot" },
  quiet: { colour: "gray", icon: "minus" },
};

export const iconOf = (tone: Tone): IconName => looks[tone].icon;

/** A state in a word, a colour and a shape. */
export function ToneBadge({ tone, label }: { tone: Tone; label: string }) {
  const { colour, icon } = looks[tone];
  return (
    <Badge
      color={colour}
      variant="outline"
      radius="sm"
      size="lg"
      tt="none"
      // A long word breaks rather than being cut off.
      styles={{
        root: { height: "auto", minHeight: 26, paddingInline: 8 },
        label: { whiteSpace: "normal", lineHeight: 1.3, textAlign: "start" },
      }}
      leftSection={<Icon name={icon} size={12} />}
      data-tone={tone}
    >
      {label}
    </Badge>
  );
}
