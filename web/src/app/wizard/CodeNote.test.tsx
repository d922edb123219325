import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { CodeNote } from "./CodeNote";
import { ticket } from "./testStates";

test("the code is shown when it is wanted, large and to be read out, with where the cloud is", () => {
  const dispatch = vi.fn();
  render(
    <MantineProvider>
      <CodeNote ticket={ticket} dispatch={dispatch} />
    </MantineProvider>,
  );
  const way = screen.getByRole("button", { name: "Set up on the device's own page instead" });
  expect(way.getAttribute("aria-expanded")).toBe("false");

  fireEvent.click(way);

  expect(dispatch).toHaveBeenCalledWith({ type: "codeShown" });
  expect(screen.getByText("ABCD-1230").getAttribute("aria-label")).toBe("Code A B C D - 1 2 3 0");
  expect(screen.getByText(/cloud.example, port 8443 with TLS, 8080 without/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "I have typed it", hidden: true }));
  expect(dispatch).toHaveBeenCalledWith({ type: "codeTyped" });
});
