import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { personQuery } from "../../shared/person";
import { EmptyState } from "../../shared/StatePages";
import { useTemplateNames } from "../devices/useTemplateNames";
import { DataTable, type Column } from "../parts/DataTable";
import { Icon } from "../parts/icons";
import { TextLink } from "../parts/links";
import { Moment } from "../parts/Moment";
import { MoreButton } from "../parts/MoreButton";
import { PageHead } from "../parts/PageHead";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { mayOrderTokens } from "../words/rights";
import { ImportDialog } from "./ImportDialog";
import { OrderDialog } from "./OrderDialog";
import { batchPagesQuery, type Batch } from "./queries";
import { batchStates, progressText } from "./words";

/** Batches of tokens for units that bring their own connection. */
export function BatchesPage() {
  const person = useQuery(personQuery).data;
  const batches = useInfiniteQuery(batchPagesQuery);
  const [isOrdering, { open, close }] = useDisclosure();
  const [hasTable, table] = useDisclosure();
  const mayOrder = person ? mayOrderTokens(person) : false;
  const columns = useColumns();
  return (
    <>
      <PageHead
        title="Static tokens"
        intro="For units with their own connection: flashed in the factory, claimed by the code on their label."
      >
        {mayOrder && (
          <>
            <Button variant="default" onClick={table.open}>
              Order from a table
            </Button>
            <Button leftSection={<Icon name="plus" />} onClick={open}>
              Order tokens
            </Button>
          </>
        )}
      </PageHead>
      <Reading query={batches} label="Reading the batches …">
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return (
              <EmptyState
                title="No static tokens yet"
                action={mayOrder && <Button onClick={open}>Order the first batch</Button>}
              >
                One for each unit, with a QR code for its label.
              </EmptyState>
            );
          return (
            <>
              <DataTable caption="Batches" columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton
                shown={rows.length}
                things={rows.length === 1 ? "batch" : "batches"}
                hasMore={batches.hasNextPage}
                isLoading={batches.isFetchingNextPage}
                onMore={() => void batches.fetchNextPage()}
              />
            </>
          );
        }}
      </Reading>
      {isOrdering && <OrderDialog onClose={close} />}
      {hasTable && <ImportDialog onClose={table.close} />}
    </>
  );
}

function useColumns(): Column<Batch>[] {
  const templateName = useTemplateNames();
  return [
    {
      key: "name",
      header: "Batch",
      lead: true,
      cell: ({ id, name }) => (
        <TextLink to="/console/static-tokens/$batchId" params={{ batchId: String(id) }}>
          {name}
        </TextLink>
      ),
    },
    { key: "state", header: "State", cell: ({ state }) => <ToneBadge {...batchStates[state]} /> },
    { key: "made", header: "Tokens", cell: progressText },
    { key: "template", header: "Template", cell: ({ templateId }) => templateName(templateId) },
    { key: "ordered", header: "Ordered", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}
