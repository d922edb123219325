import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";

/** Something a hand does to the room. What changed comes back by the live stream; a refusal is said on the page. */
export function useAction<Input = void>(act: (input: Input) => Promise<unknown>) {
  return useMutation({
    mutationFn: act,
    onError: (error) =>
      notifications.show({ color: "red", title: "That did not work", message: error.message }),
  });
}
