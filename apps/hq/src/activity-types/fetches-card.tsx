import { ask, describeError, useText } from "@rapport/app-shell";
import { refreshActivityTypes } from "@rapport/contract/clienteling";
import { Button, Card, DataTable, Loaded, Tag, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fetchesQuery } from "./queries.ts";
import { typeTexts } from "./texts.ts";

/** When each store fetched the types, and having one fetch them at once (R60). */
export function FetchesCard({ legalEntity }: { legalEntity: string }) {
  const text = useText(typeTexts);
  const formats = useFormats();
  const query = useQuery(fetchesQuery(legalEntity));
  const hours = query.data?.hours;
  return (
    <Card
      title={text("stores")}
      actions={
        <Link to="/commerce-parameters" search={{ tab: "clienteling" }} className="r-button" data-variant="secondary">
          {text("setHours")}
        </Link>
      }
    >
      {hours !== undefined && <p className="r-muted">{text("storesText", { count: hours, formatted: formats.number(hours) })}</p>}
      <Loaded query={query} isEmpty={({ stores }) => stores.length === 0} empty={<p className="r-muted">{text("noStores")}</p>}>
        {({ stores }) => (
          <DataTable
            caption={text("stores")}
            narrow="stack"
            rows={stores}
            rowKey={({ store }) => store}
            columns={[
              { key: "store", header: text("store"), isRowHeader: true, cell: ({ name }) => name },
              { key: "fetchedAt", header: text("fetchedAt"), cell: ({ fetchedAt }) => (fetchedAt === null ? text("notYet") : formats.dateTime(fetchedAt)) },
              { key: "keptUntil", header: text("keptUntil"), cell: ({ keptUntil }) => (keptUntil === null ? "–" : formats.dateTime(keptUntil)) },
              {
                key: "shows",
                header: text("shows"),
                cell: ({ fetchedAt, isCurrent }) =>
                  fetchedAt === null ? text("nothingYet") : <Tag tone={isCurrent ? "good" : "warn"}>{text(isCurrent ? "current" : "older")}</Tag>,
              },
              { key: "refresh", header: text("refresh"), cell: ({ store, name }) => <Refresh legalEntity={legalEntity} store={store} name={name} /> },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}

function Refresh({ legalEntity, store, name }: { legalEntity: string; store: string; name: string }) {
  const text = useText(typeTexts);
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => ask(refreshActivityTypes, { params: { legalEntity, store } }),
    async onSuccess() {
      toast.say(text("refreshed", { name }));
      await queryClient.invalidateQueries({ queryKey: fetchesQuery(legalEntity).queryKey });
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <Button busy={refresh.isPending} aria-label={text("refreshOf", { name })} onClick={() => refresh.mutate()}>
      {text("refresh")}
    </Button>
  );
}
