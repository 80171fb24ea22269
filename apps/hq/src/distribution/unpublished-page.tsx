import { useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { getUnpublishedChanges, UnpublishedChange } from "@rapport/contract/publishing";
import { Card, DataTable, EmptyState, Loaded, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import "./distribution.css";
import { HeldUp } from "./held-up.tsx";
import { PublishButton } from "./publish-button.tsx";
import { unpublishedQuery } from "./queries.ts";
import { ExportButton } from "../records/export-button.tsx";
import { useChangeColumns } from "./change-columns.ts";
import { fileTexts } from "./file-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

/** What headquarters has changed and stores do not have yet, with the one button that publishes it (DEC10). */
export function UnpublishedPage() {
  const text = useText(distributionTexts);
  return (
    <EntityPage title={text("unpublished")} lead={text("unpublishedLead")} permission="publishing.read">
      {(entity) => <Unpublished key={entity.code} entity={entity} />}
    </EntityPage>
  );
}

function Unpublished({ entity }: { entity: OwnEntity }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const query = useQuery(unpublishedQuery(entity.code));
  const paused = query.data?.paused ?? 0;
  return (
    <>
      <PublishButton entity={entity} waiting={query.data?.publishable ?? 0} />
      {(query.data?.held ?? []).map((held) => (
        <HeldUp key={held.session} legalEntity={entity.code} held={held} mayPublish={entity.permissions.includes("publishing.manage")} />
      ))}
      <Card
        title={text("unpublishedOf", { name: entity.name })}
        actions={query.data !== undefined && query.data.total > 0 && <SaveChanges unpublished={query.data} />}
      >
        <Loaded
          query={query}
          isEmpty={({ waiting }) => waiting === 0}
          empty={
            query.data?.stores === 0 && paused === 0 ? (
              <EmptyState icon="store" title={text("noStores")} text={text("noStoresText")} />
            ) : (
              <EmptyState icon="check" title={text("nothing")} text={text("nothingText")} />
            )
          }
        >
          {(unpublished) => <Changes unpublished={unpublished} />}
        </Loaded>
        {paused > 0 && (
          <p className="r-muted r-small">
            {text("paused", { count: paused, formatted: formats.number(paused) })} <Link to="/store-groups">{text("seeGroups")}</Link>
          </p>
        )}
      </Card>
    </>
  );
}

/** The changes that are listed, with their codes. */
function SaveChanges({ unpublished: { changes, total } }: { unpublished: Reply<typeof getUnpublishedChanges> }) {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const changeColumns = useChangeColumns();
  const formats = useFormats();
  const words = useThingWords();
  const side = (field: string | null, value: unknown) => (field === null ? "" : words.whole(value));
  return (
    <ExportButton
      name={text("unpublished")}
      whole={async () => changes}
      cut={total > changes.length ? text("firstOf", { formatted: formats.number(changes.length), total: formats.number(total) }) : undefined}
      columns={[
        ...changeColumns,
        { header: fileText("before"), text: ({ field, from }) => side(field, from) },
        { header: fileText("after"), text: ({ field, to }) => side(field, to) },
        { header: text("who"), text: ({ by }) => by ?? "" },
        { header: fileText("when"), text: ({ at }) => at ?? "" },
        { header: text("job"), text: ({ job }) => words.job(job) },
        { header: text("stores"), text: ({ stores, storeCount }) => storesText(stores, storeCount) },
      ]}
    />
  );

  function storesText(numbers: readonly string[], count: number): string {
    const left = count - numbers.length;
    return left <= 0 ? numbers.join(", ") : text("andMore", { first: numbers.join(", "), formatted: formats.number(left) });
  }
}

function Changes({ unpublished: { changes, total, jobs, waiting, neverPublished, stores } }: { unpublished: Reply<typeof getUnpublishedChanges> }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const words = useThingWords();
  const key = ({ section, key: code, field, from }: UnpublishedChange) => JSON.stringify([section, code, field, from]);
  return (
    <>
      <div className="hq-distribution-facts">
        {total > 0 && (
          <p>{text("waiting", { count: total, formatted: formats.number(total), waiting: formats.number(waiting), stores: formats.number(stores) })}</p>
        )}
        {neverPublished > 0 && <p>{text("never", { count: neverPublished, formatted: formats.number(neverPublished) })}</p>}
        <p className="r-muted r-small">
          {text("carriedBy", { jobs: formats.list(jobs.map(words.job)) })}
          {total > changes.length && ` ${text("firstShown", { formatted: formats.number(changes.length) })}`}
        </p>
      </div>
      {total > 0 && (
        <DataTable
          narrow="stack"
          caption={text("unpublished")}
          rows={changes}
          rowKey={key}
          columns={[
            {
              key: "what",
              header: text("what"),
              isRowHeader: true,
              cell: ({ section, key: code, name }) => (
                <>
                  {words.name(name, section === "parameters" ? words.section(section) : code)}
                  <span className="hq-distribution-kind">{words.section(section)}</span>
                </>
              ),
            },
            { key: "change", header: text("change"), cell: (change) => <ChangeText change={change} /> },
            {
              key: "who",
              header: text("who"),
              cell: ({ by, at }) => (
                <>
                  {by}
                  {at !== null && <span className="hq-distribution-kind">{formats.dateTime(at)}</span>}
                </>
              ),
            },
            { key: "job", header: text("job"), cell: ({ job }) => words.job(job) },
            { key: "stores", header: text("stores"), cell: ({ stores: waitingStores, storeCount }) => storesText(waitingStores, storeCount) },
          ]}
        />
      )}
    </>
  );

  function storesText(numbers: readonly string[], count: number): string {
    if (count <= FEW) return formats.list(numbers);
    return text("andMore", { first: numbers.slice(0, FEW).join(", "), formatted: formats.number(count - FEW) });
  }
}

const FEW = 3;

/** What a change was from and to; a thing that came or went is just that. */
export function ChangeText({ change: { kind, field, from, to } }: { change: Pick<UnpublishedChange, "kind" | "field" | "from" | "to"> }) {
  const text = useText(distributionTexts);
  const words = useThingWords();
  if (field === null) return <Tag tone={kind === "added" ? "good" : "warn"}>{text(kind === "added" ? "added" : "removed")}</Tag>;
  return (
    <>
      <span className="hq-distribution-field">{words.field(field)}</span> {text("fromTo", { from: words.value(from), to: words.value(to) })}
    </>
  );
}
