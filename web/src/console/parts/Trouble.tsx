import { Stack, Text, Title } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { Problem } from "../../api/client";
import { ErrorState } from "../../shared/StatePages";
import { ButtonLink } from "./links";

/** Why a page has nothing to show, and the one thing to do about it. */
export function Trouble({ error, retry }: { error: Error; retry: () => void }) {
  const here = useLocation({ select: (location) => location.href });
  if (!(error instanceof Problem) || error.status >= 500) return <ErrorState error={error} retry={retry} />;
  const [title, action] =
    error.status === 401
      ? [
          "You are signed out",
          <ButtonLink key="in" to="/sign-in" search={{ to: here }}>
            Sign in again
          </ButtonLink>,
        ]
      : error.status === 404
        ? [
            "There is nothing here any more",
            <ButtonLink key="up" to="/console">
              To the overview
            </ButtonLink>,
          ]
        : [
            error.status === 403 ? "Your role does not allow this" : "That did not work",
            <ButtonLink key="account" to="/console">
              To the overview
            </ButtonLink>,
          ];
  return (
    <Stack align="center" gap="md" py={48} px="md" ta="center" role="alert">
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text maw={480}>{error.message}</Text>
      {action}
    </Stack>
  );
}
