import { queryOptions, useQuery } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { getSummary, type SummaryOpens } from "@rapport/contract/timeline";
import { Card, Icon, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { ask, usePreferences, useText } from "@rapport/app-shell";
import "./summary.css";
import { timelineKey } from "../timeline/timeline-queries.ts";
import { sentenceInWords, visitsInWords } from "./sentence-in-words.ts";
import { summaryTexts } from "./texts.ts";

/** Below the timeline's key, so that what is added to the timeline refreshes it too. */
function summaryQuery(customerId: CustomerId) {
  return queryOptions({ queryKey: [...timelineKey(customerId), "summary"], queryFn: () => ask(getSummary, { params: { customerId } }) });
}

/** Who this is in a few sentences; each leads to the rows it was made from (SM3). */
export function Summary({ customerId, onOpen }: { customerId: CustomerId; onOpen: (opens: SummaryOpens) => void }) {
  const text = useText(summaryTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const query = useQuery(summaryQuery(customerId));
  return (
    <Card title={text("title")} className="summary">
      <Loaded query={query} skeleton={<SummarySkeleton />}>
        {({ sentences }) => (
          <ul>
            {sentences.map((sentence) => {
              const words = sentenceInWords(sentence, { text, formats, language });
              return (
                <li key={sentence.kind}>
                  <Said words={words} opens={sentence.opens} onOpen={onOpen} />
                  {sentence.kind === "bought" && sentence.visits > 0 && (
                    <Said words={visitsInWords(sentence.visits, { text, formats })} opens={sentence.opensVisits} onOpen={onOpen} />
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function Said({ words, opens, onOpen }: { words: string; opens: SummaryOpens | null; onOpen: (opens: SummaryOpens) => void }) {
  if (opens === null) return <p>{words}</p>;
  return (
    <button type="button" onClick={() => onOpen(opens)}>
      <span>{words}</span>
      <Icon name="chevron" size={16} />
    </button>
  );
}

function SummarySkeleton() {
  return (
    <ul aria-hidden="true">
      {[92, 70, 78, 60, 66].map((width) => (
        <li key={width}>
          <p>
            <Skeleton width={`${width}%`} height={16} />
          </p>
        </li>
      ))}
    </ul>
  );
}
