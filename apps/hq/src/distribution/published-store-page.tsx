import { describeError, useText } from "@rapport/app-shell";
import { Button, Card, ConfirmDialog, DataTable, EmptyState, Loaded, Tag, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { PageHead } from "../shell/page-head.tsx";
import "./distribution.css";
import { ExportButton } from "../records/export-button.tsx";
import { StoreState } from "./published-stores-page.tsx";
import { comparedQuery, rollBack, useDistributionChanged, type StoreCompared } from "./queries.ts";
import { useChangeColumns } from "./change-columns.ts";
import { fileTexts } from "./file-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

interface Of {
  readonly legalEntity: string;
  readonly store: string;
}

/** What one store has beside what headquarters has, and its snapshots. */
export function PublishedStorePage() {
  const text = useText(distributionTexts);
  const { store } = useParams({ from: "/signed-in/published-stores/of/$store" });
  return (
    <InEntity title={text("published")} permission="publishing.read">
      {(entity) => (
        <One key={`${entity.code} ${store}`} of={{ legalEntity: entity.code, store }} mayPublish={entity.permissions.includes("publishing.manage")} />
      )}
    </InEntity>
  );
}

function One({ of, mayPublish }: { of: Of; mayPublish: boolean }) {
  const text = useText(distributionTexts);
  return (
    <Loaded query={useQuery(comparedQuery(of))}>
      {(compared) => (
        <>
          <PageHead
            title={compared.store.name}
            trail={[{ key: "stores", link: <Link to="/published-stores">{text("published")}</Link> }]}
            facts={
              <>
                {compared.store.needs.length > 0 && <span className="r-muted">{text("waitsFor")}</span>}
                <StoreState store={compared.store} />
              </>
            }
          />
          <Differences compared={compared} />
          <Snapshots of={of} compared={compared} mayPublish={mayPublish} />
        </>
      )}
    </Loaded>
  );
}

function Differences({ compared: { differences, total } }: { compared: StoreCompared }) {
  const text = useText(distributionTexts);
  const changeColumns = useChangeColumns();
  const formats = useFormats();
  const words = useThingWords();
  const side = (field: string | null, value: unknown, told = words.value) => {
    if (field !== null) return told(value);
    return value === null ? "" : told((value as { name?: unknown }).name ?? text("yes"));
  };
  return (
    <Card
      title={text("compare")}
      actions={
        differences.length > 0 && (
          <ExportButton
            name={text("compare")}
            of={text("compare")}
            whole={async () => differences}
            cut={total > differences.length ? text("firstOf", { formatted: formats.number(differences.length), total: formats.number(total) }) : undefined}
            columns={[
              ...changeColumns,
              { header: text("has"), text: ({ field, from }) => side(field, from, words.whole) },
              { header: text("headquarters"), text: ({ field, to }) => side(field, to, words.whole) },
              { header: text("job"), text: ({ job }) => words.job(job) },
            ]}
          />
        )
      }
    >
      {differences.length === 0 ? (
        <EmptyState icon="check" title={text("same")} text={text("sameText")} />
      ) : (
        <>
          {total > differences.length && <p className="r-muted r-small">{text("firstShown", { formatted: formats.number(differences.length) })}</p>}
          <DataTable
            narrow="stack"
            caption={text("compare")}
            rows={differences}
            rowKey={({ section, key, field }) => JSON.stringify([section, key, field])}
            columns={[
              {
                key: "what",
                header: text("what"),
                isRowHeader: true,
                cell: ({ section, key, name, field }) => (
                  <>
                    {words.name(name, section === "parameters" ? words.section(section) : key)}
                    <span className="hq-distribution-kind">{field === null ? words.section(section) : `${words.section(section)}, ${words.field(field)}`}</span>
                  </>
                ),
              },
              { key: "has", header: text("has"), cell: ({ field, from }) => side(field, from) },
              { key: "headquarters", header: text("headquarters"), cell: ({ field, to }) => side(field, to) },
              { key: "job", header: text("job"), cell: ({ job }) => words.job(job) },
            ]}
          />
        </>
      )}
    </Card>
  );
}

function Snapshots({ of, compared: { store, snapshots }, mayPublish }: { of: Of; compared: StoreCompared; mayPublish: boolean }) {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const formats = useFormats();
  const [asking, ask] = useState<number | null>(null);
  if (snapshots.length === 0) return null;
  return (
    <Card
      title={text("snapshots")}
      actions={
        <ExportButton
          name={text("snapshots")}
          of={text("snapshots")}
          whole={async () => snapshots}
          columns={[
            { header: text("number"), text: ({ number }) => number },
            { header: text("shown"), text: ({ number }) => (number === store.snapshot ? text("yes") : "") },
            { header: fileText("sameAsColumn"), text: ({ sameAs }) => sameAs ?? "" },
            { header: text("since"), text: ({ publishedAt }) => publishedAt },
            { header: text("by"), text: ({ publishedBy }) => publishedBy ?? "" },
          ]}
        />
      }
    >
      <DataTable
        caption={text("snapshots")}
        rows={snapshots}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: "number",
            header: text("number"),
            isRowHeader: true,
            cell: ({ number, sameAs }) => (
              <span className="hq-distribution-actions">
                {formats.number(number)}
                {number === store.snapshot && <Tag tone="good">{text("shown")}</Tag>}
                {sameAs !== null && <Tag>{text("sameAs", { number: formats.number(sameAs) })}</Tag>}
              </span>
            ),
          },
          { key: "since", header: text("since"), cell: ({ publishedAt }) => formats.dateTime(publishedAt) },
          { key: "by", header: text("by"), cell: ({ publishedBy }) => publishedBy },
          {
            key: "back",
            header: text("goBack"),
            cell: ({ number }) =>
              mayPublish &&
              number !== store.snapshot && (
                <Button variant="quiet" aria-label={text("goBackTo", { number: formats.number(number) })} onClick={() => ask(number)}>
                  {text("goBack")}
                </Button>
              ),
          },
        ]}
      />
      {asking !== null && store.snapshot !== null && <GoBack of={of} name={store.name} from={store.snapshot} to={asking} onClose={() => ask(null)} />}
    </Card>
  );
}

function GoBack({ of, name, from, to, onClose }: { of: Of; name: string; from: number; to: number; onClose: () => void }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const distributionChanged = useDistributionChanged();
  const number = formats.number(to);
  const back = useMutation({
    mutationFn: () => rollBack(of, { from, to }),
    async onSuccess() {
      toast.say(text("wentBack", { name, number }));
      onClose();
      await distributionChanged();
    },
    onError: distributionChanged,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={text("goBackTitle", { number })}
      text={text("goBackText", { name })}
      confirmLabel={text("goBack")}
      cancelLabel={text("cancel")}
      busy={back.isPending}
      error={back.error === null ? undefined : describeError(back.error, language).text}
      onConfirm={() => back.mutate()}
    />
  );
}
