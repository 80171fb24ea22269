import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { Rsid } from "@rapport/contract";
import type { SegmentDefinition } from "@rapport/contract/reporting";
import { Card, Skeleton, useFormats, useSettled } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { countsQuery } from "./queries.ts";
import { segmentTexts } from "./texts.ts";

/** How much a segment chooses, counted again when it was changed and nothing more is typed. */
export function Counts({ rsid, definition }: { rsid: Rsid; definition: SegmentDefinition | null }) {
  const text = useText(segmentTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const settled = useSettled(definition);
  const all = useQuery(countsQuery(rsid, null));
  const chosen = useQuery({ ...countsQuery(rsid, settled), enabled: settled !== null });
  return (
    <Card title={text("counts")} className="hq-segment-counts">
      {definition === null ? (
        <p className="r-muted">{text("cannotCount")}</p>
      ) : (chosen.error ?? all.error) !== null ? (
        <p className="r-muted" role="status">
          {describeError(chosen.error ?? all.error, language).text}
        </p>
      ) : chosen.data === undefined || all.data === undefined ? (
        <Skeleton height={72} />
      ) : (
        <div aria-busy={chosen.isPlaceholderData} role="status">
          <dl>
            {(["hits", "visits", "visitors"] as const).map((one) => (
              <div key={one}>
                <dt className="r-small r-muted">{text(one)}</dt>
                <dd className="r-num">{text("ofAll", { count: formats.number(chosen.data[one]), all: formats.number(all.data[one]) })}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Card>
  );
}
