import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, Problem, type Template } from "../../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { TextLink } from "../parts/links";

/** Deletes a template; while devices are of it, says so and leads to them. */
export function DeleteTemplateDialog({
  template: { id, name },
  onClose,
}: {
  template: Template;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action="Delete for good"
      typed={name}
      send={() => api.DELETE("/api/v1/templates/{id}", { params: { path: { id } } })}
      onClose={onClose}
      onDone={async () => {
        await navigate({ to: "/console/templates" });
        queries.removeQueries({ queryKey: ["templates", id] });
        await queries.invalidateQueries({ queryKey: ["templates"] });
        notifications.show({ message: `${name} is deleted.` });
      }}
      refusal={(error) =>
        error instanceof Problem && error.code === "template_in_use" ? (
          <div>
            Nothing was deleted.{" "}
            <TextLink to="/console/devices" search={{ template: id }} underline="always">
              Show its devices
            </TextLink>
          </div>
        ) : null
      }
    >
      <Text>
        Its datastreams and metadata fields go with it. Firmware that names {id} can no longer be activated.
      </Text>
    </ConfirmDialog>
  );
}
