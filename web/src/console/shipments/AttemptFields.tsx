import { SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { OrderValues } from "./orderForm";

/** How often a device is told before it counts as failed. */
export function AttemptFields({ form }: { form: UseFormReturnType<OrderValues> }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <TextInput
        label="Attempts"
        description="A device that used them up has failed"
        required
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps("attempts")}
      />
      <TextInput
        label="New attempts after, in hours"
        description="When it connects after that time"
        required
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps("hours")}
      />
    </SimpleGrid>
  );
}
