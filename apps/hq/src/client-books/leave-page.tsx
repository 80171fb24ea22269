import { describeError, useText } from "@rapport/app-shell";
import type { ClientBookRow } from "@rapport/contract/clienteling";
import { Button, Card, ConfirmDialog, DatePicker, ErrorText, Loaded, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { filtersQuery, type CustomerFilters } from "../customers/queries.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { PageHead } from "../shell/page-head.tsx";
import "./client-books.css";
import { LeavePreview } from "./leave-preview.tsx";
import { handOver, previewQuery, type Rule } from "./leave-queries.ts";
import { LeaveRuleFields, useKeys } from "./leave-rule-fields.tsx";
import { NOTHING, ruleOf, type Chosen } from "./leave-rule.ts";
import { leaveTexts } from "./leave-texts.ts";
import { bookQueries, ownersQuery, useBooksChanged, type OneBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

/** Who leaves, who gets their clients, and what that does, before it is done (R10). */
export function LeavePage() {
  const text = useText(bookTexts);
  const { operatorId } = useParams({ from: "/signed-in/client-books/of/$operatorId/leave" });
  return (
    <InEntity title={text("title")} permission="customer.manage">
      {(entity) => <One key={`${entity.code} ${operatorId}`} legalEntity={entity.code} operatorId={operatorId} />}
    </InEntity>
  );
}

function One(params: OneBook) {
  const book = useQuery(bookQueries.oneQuery(params));
  const filters = useQuery(filtersQuery(params.legalEntity));
  return <Loaded query={book}>{(read) => <Loaded query={filters}>{(known) => <Wizard params={params} book={read} filters={known} />}</Loaded>}</Loaded>;
}

function Wizard({ params, book, filters }: { params: OneBook; book: ClientBookRow; filters: CustomerFilters }) {
  const text = useText(leaveTexts);
  const bookText = useText(bookTexts);
  const [chosen, choose] = useState<Chosen>(NOTHING);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const owners = (useQuery(ownersQuery(params.legalEntity)).data ?? []).filter(({ operatorId }) => operatorId !== params.operatorId);
  const keys = useKeys(chosen, filters).map(({ key }) => key);
  const rule = ruleOf(chosen, keys);
  const maySetDay = useQuery(sessionQuery).data?.permissions.includes("organisation.manage") === true;
  const { name } = book.owner;
  return (
    <>
      <PageHead
        title={text("title", { name })}
        lead={text("lead")}
        trail={[
          { key: "books", link: <Link to="/client-books">{bookText("title")}</Link> },
          {
            key: "book",
            link: (
              <Link to="/client-books/of/$operatorId" params={{ operatorId: params.operatorId }}>
                {name}
              </Link>
            ),
          },
        ]}
      />
      <div className="hq-leave">
        <Card title={text("who")}>
          <LeaveRuleFields chosen={chosen} onChoose={choose} filters={filters} owners={owners} />
        </Card>
        {maySetDay && (
          <Card title={text("lastDay")}>
            <DatePicker label={text("employedTo")} hint={text("employedToHint")} value={lastDay} onValue={setLastDay} />
          </Card>
        )}
        <Card title={text("preview")}>
          {rule === undefined ? <p className="r-muted">{text("choose")}</p> : <Preview params={params} name={name} rule={rule} lastDay={lastDay} />}
        </Card>
      </div>
    </>
  );
}

/** False while only some parts are typed. */
function isDay(typed: string): boolean {
  return z.iso.date().safeParse(typed).success;
}

function Preview({ params, name, rule, lastDay }: { params: OneBook; name: string; rule: Rule; lastDay: string | null }) {
  // The plan that the person saw when they pressed the button.
  const [asked, setAsked] = useState<string | null>(null);
  const text = useText(leaveTexts);
  const formats = useFormats();
  const toast = useToast();
  const navigate = useNavigate();
  const { language } = useUi();
  const booksChanged = useBooksChanged();
  const query = useQuery(previewQuery(params, rule));
  const go = useMutation({
    mutationFn: (plan: string) => handOver(params, { rule, plan, ...(lastDay !== null && { employedTo: lastDay }) }),
    async onSuccess({ clients }) {
      toast.say(text("done", { count: clients, formatted: formats.number(clients) }));
      await booksChanged();
      await navigate({ to: "/client-books/of/$operatorId", params: { operatorId: params.operatorId } });
    },
    onError: async () => {
      await query.refetch();
    },
  });
  return (
    <Loaded query={query}>
      {({ clients, receivers, plan }) => (
        <>
          <LeavePreview clients={clients} receivers={receivers} />
          {go.error !== null && <ErrorText>{describeError(go.error, language).text}</ErrorText>}
          {(clients > 0 || lastDay !== null) && (
            <>
              <p className="r-muted">
                {clients > 0 && text("holdsAtOnce")} {lastDay !== null && text("lastDayAtOnce")}
              </p>
              <div>
                <Button variant="primary" busy={go.isPending} disabled={lastDay !== null && !isDay(lastDay)} onClick={() => setAsked(plan)}>
                  {clients === 0 ? text("endOnly") : text("go", { count: clients, formatted: formats.number(clients) })}
                </Button>
              </div>
              <ConfirmDialog
                open={asked !== null}
                onOpenChange={(open) => !open && setAsked(null)}
                title={clients === 0 ? text("endOnly") : text("confirmTitle", { name })}
                text={[
                  ...(clients > 0 ? [text("confirmText", { count: clients, formatted: formats.number(clients) })] : []),
                  ...(lastDay === null || !isDay(lastDay) ? [] : [text("confirmEnd", { day: formats.longDate(lastDay) })]),
                ].join(" ")}
                tone="primary"
                cancelLabel={text("cancel")}
                confirmLabel={clients === 0 ? text("endOnly") : text("go", { count: clients, formatted: formats.number(clients) })}
                onConfirm={() => {
                  setAsked(null);
                  if (asked !== null) go.mutate(asked);
                }}
              />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}
