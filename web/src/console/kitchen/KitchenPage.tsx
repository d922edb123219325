import { Stack } from "@mantine/core";
import { PageHead } from "../parts/PageHead";
import { Colours, Rhythms, Spaces } from "./TokenShelf";
import { Buttons, Forms, Lists, Readings, States } from "./PartShelf";

/** Every token and every part in every state, on one page: what to look at after changing any of them. */
export function KitchenPage() {
  return (
    <>
      <PageHead
        title="Kitchen"
        intro="The design's colours, rhythms, measures and parts, each in all its states."
      />
      <Stack gap="lg">
        <Rhythms />
        <Colours />
        <Spaces />
        <Buttons />
        <Forms />
        <Lists />
        <Readings />
        <States />
      </Stack>
    </>
  );
}
