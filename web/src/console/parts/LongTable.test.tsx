import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { LongTable } from "./LongTable";
import type { Place } from "./window";

const total = 100_000;

function tableOf(name: string, read: (place: Place, size: number) => void) {
  return (
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <LongTable<number>
          caption="Numbers"
          columns={[{ key: "n", header: "Number", width: "1fr", cell: (n) => `Row ${n}` }]}
          total={total}
          queryKey={[name]}
          read={(place, size) => {
            read(place, size);
            return Promise.resolve({
              items: Array.from({ length: size }, (_, index) => place.skip + index),
              next: null,
            });
          }}
          keyOf={(n) => n}
        />
      </QueryClientProvider>
    </MantineProvider>
  );
}

test("only the rows in view are drawn, only their page is read, and all are counted aloud", async () => {
  const read = vi.fn();
  render(tableOf("one", read));

  expect(await screen.findByText("Row 0")).toBeTruthy();
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe(String(total + 1));
  expect(screen.getAllByRole("row").length).toBeLessThan(40);
  expect(read.mock.calls).toEqual([[{ cursor: null, skip: 0 }, 100]]);
});

test("another list begins at its top", async () => {
  const { rerender } = render(tableOf("one", () => {}));
  screen.getByRole("table").scrollTop = 5_000;
  rerender(tableOf("two", () => {}));

  expect(screen.getByRole("table").scrollTop).toBe(0);
  expect(await screen.findByText("Row 0")).toBeTruthy();
});
