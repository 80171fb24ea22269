import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { sendDeliveryAgain, type NoticeDelivery, type WebhookId } from "@rapport/contract/data-sources";
import { Button, Card, DataTable, Loaded, Tag, useFormats, useToast, type Tone } from "@rapport/ui";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { deliveriesQuery } from "./queries.ts";
import "./webhooks.css";
import { webhookTexts } from "./texts.ts";

const TONES = { waiting: "warn", sent: "good", given_up: "bad" } as const satisfies Record<NoticeDelivery["state"], Tone>;

/** What was told, to whom, and what became of it (NO7): of a report suite, or of one webhook. */
export function DeliveryLog({ suite, webhook }: { suite: ReportSuite; webhook?: WebhookId }) {
  const text = useText(webhookTexts);
  const formats = useFormats();
  const suiteFormats = useSuiteFormats(suite.timeZone);
  const toast = useToast();
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const options = deliveriesQuery({ rsid: suite.rsid, webhook });
  const log = useInfiniteQuery(options);
  const again = useMutation({
    mutationFn: (deliveryId: number) => ask(sendDeliveryAgain, { params: { rsid: suite.rsid, deliveryId } }),
    onSuccess: async () => await queryClient.invalidateQueries({ queryKey: options.queryKey }),
    onError: (error) => toast.say(describeError(error, appearance.language).text),
  });
  const eventOf = ({ notice }: NoticeDelivery) => {
    if (notice === null) return text("unreadable");
    const { facts, source } = notice;
    return [text(`kind.${facts.kind}`), "filename" in facts ? facts.filename : (source?.name ?? "")].filter((part) => part !== "").join(": ");
  };
  const answerOf = ({ answer: { status, code } }: NoticeDelivery) => [status ?? "", code ?? ""].filter((part) => part !== "").join(" ");
  return (
    <Card title={text("log")}>
      <div className="r-stack">
        <p className="r-small r-muted">{text("logLead")}</p>
        <Loaded
          query={log}
          isEmpty={({ pages }) => pages.every(({ deliveries }) => deliveries.length === 0)}
          empty={<p className="r-muted">{text("logNone")}</p>}
        >
          {({ pages }) => (
            <>
              <DataTable
                narrow="stack"
                caption={text("log")}
                rows={pages.flatMap(({ deliveries }) => deliveries)}
                rowKey={({ id }) => String(id)}
                columns={[
                  { key: "event", header: text("event"), isRowHeader: true, cell: eventOf },
                  { key: "to", header: text("to"), cell: ({ to }) => <span className="hq-webhook-address">{to}</span> },
                  {
                    key: "when",
                    header: text("when", { zone: suite.timeZone }),
                    cell: ({ happenedAt }) => <span className="r-num hq-whole">{suiteFormats.dateTime(happenedAt)}</span>,
                  },
                  { key: "state", header: text("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{text(`delivery.${state}`)}</Tag> },
                  { key: "tries", header: text("tries"), align: "end", cell: ({ tries }) => formats.number(tries) },
                  { key: "answer", header: text("answer"), cell: (row) => <code className="r-code hq-whole">{answerOf(row)}</code> },
                  {
                    key: "next",
                    header: text("next"),
                    cell: ({ nextTryAt }) => (nextTryAt === null ? "–" : <span className="r-num hq-whole">{suiteFormats.dateTime(nextTryAt)}</span>),
                  },
                  {
                    key: "again",
                    header: text("again"),
                    cell: (row) => (
                      <Button
                        variant="quiet"
                        disabled={again.isPending}
                        aria-label={text("againNamed", { event: eventOf(row), to: row.to })}
                        onClick={() => again.mutate(row.id)}
                      >
                        {text("again")}
                      </Button>
                    ),
                  },
                ]}
              />
              {log.hasNextPage && (
                <div className="hq-pages">
                  <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                    {text("older")}
                  </Button>
                </div>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Card>
  );
}
