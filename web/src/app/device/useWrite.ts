import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Value } from "../../api/client";
import { valuesQuery } from "../../shared/devices";
import { putValue } from "../devices/deviceCalls";

/** Sets a datastream; the page shows the new value at once and takes it back if the cloud refuses. */
export function useWrite(deviceId: number, pin: number) {
  const queries = useQueryClient();
  const { queryKey } = valuesQuery(deviceId);
  return useMutation({
    mutationFn: (value: string | number) => putValue(deviceId, pin, value),
    onMutate: async (value) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      queries.setQueryData(queryKey, (all: Value[] | undefined) =>
        all?.map((one) => (one.pin === pin ? { ...one, value } : one)),
      );
      return before;
    },
    onError: (_error, _value, before) => queries.setQueryData(queryKey, before),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
