import { api, dataOf, type Schemas } from "../../api/client";

export const renameDevice = async (id: number, name: string) =>
  dataOf(await api.PATCH("/api/v1/devices/{id}", { params: { path: { id } }, body: { name } }));

export const setMetadata = (id: number, name: string, value: string) =>
  api.PUT("/api/v1/devices/{id}/metadata/{name}", { params: { path: { id, name } }, body: { value } });

export const removeDevice = (id: number) => api.DELETE("/api/v1/devices/{id}", { params: { path: { id } } });

/** Tells a connected device to open its access point; one that is not connected is an error that says so. */
export const reconfigureDevice = (id: number) =>
  api.POST("/api/v1/devices/{id}/reconfigure", { params: { path: { id } } });

export type Put = Schemas["PutAnswer"];

/** Sets a datastream; says whether the device has it already. */
export const putValue = async (id: number, pin: number, value: string | number): Promise<Put> =>
  dataOf(
    await api.PUT("/api/v1/devices/{id}/datastreams/{pin}", {
      params: { path: { id, pin: String(pin) } },
      body: { value },
    }),
  );
