import { Button, Group, Select } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "../../shared/StatePages";
import { DataTable, type Column } from "../parts/DataTable";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { tokenPagesQuery, type Batch, type StaticToken, type TokenState } from "./queries";
import { TokenDialog, type TokenAction } from "./TokenDialog";
import { unitLabel } from "./words";

const states = [
  { value: "", label: "All" },
  { value: "Unclaimed", label: "Unclaimed" },
  { value: "Claimed", label: "Claimed" },
];

type Asked = { token: StaticToken; action: TokenAction };

/** The units of a batch, and where each is on its way to a customer. */
export function TokenTable({ batch, mayChange }: { batch: Batch; mayChange: boolean }) {
  const [state, setState] = useState<TokenState | undefined>();
  const [asked, setAsked] = useState<Asked | null>(null);
  const tokens = useInfiniteQuery({
    ...tokenPagesQuery(batch.id, state),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="Units">
      <Select
        label="Which"
        data={states}
        value={state ?? ""}
        allowDeselect={false}
        maw={240}
        mb="md"
        onChange={(word) => setState((word || undefined) as TokenState | undefined)}
      />
      <Reading query={tokens} label="Reading the units …">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <EmptyState title="No such unit" />;
          return (
            <>
              <DataTable
                caption="Units"
                columns={mayChange ? [...columns, actions(setAsked)] : columns}
                rows={rows}
                keyOf={({ id }) => id}
              />
              <MoreButton
                shown={rows.length}
                things={rows.length === 1 ? "unit" : "units"}
                hasMore={tokens.hasNextPage}
                isLoading={tokens.isFetchingNextPage}
                onMore={() => void tokens.fetchNextPage()}
              />
            </>
          );
        }}
      </Reading>
      {asked && <TokenDialog {...asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

const columns: Column<StaticToken>[] = [
  { key: "number", header: "Unit", lead: true, cell: ({ number }) => `Unit ${number}` },
  { key: "name", header: "Name", cell: ({ name, serial }) => name ?? serial ?? "–" },
  { key: "state", header: "State", cell: (token) => <ToneBadge {...unitLabel(token)} /> },
  {
    key: "device",
    header: "Device",
    cell: ({ deviceId, state }) =>
      // A claimed unit may live in another organisation, where this link leads nowhere.
      deviceId === null || state === "Claimed" ? (
        (deviceId ?? "–")
      ) : (
        <TextLink to="/console/devices/$deviceId" params={{ deviceId: String(deviceId) }}>
          Device {deviceId}
        </TextLink>
      ),
  },
  {
    key: "claimed",
    header: "Claimed",
    cell: ({ claimedAt }) => <Moment at={claimedAt} otherwise="–" />,
  },
];

const actions = (ask: (asked: Asked) => void): Column<StaticToken> => ({
  key: "actions",
  header: "",
  cell: (token) => (
    <Group gap="xs" wrap="nowrap">
      {token.state === "Claimed" && (
        <Button
          variant="default"
          aria-label={`Release unit ${token.number}`}
          onClick={() => ask({ token, action: "release" })}
        >
          Release
        </Button>
      )}
      <Button
        variant="default"
        aria-label={`Delete unit ${token.number}`}
        onClick={() => ask({ token, action: "delete" })}
      >
        Delete
      </Button>
    </Group>
  ),
});
