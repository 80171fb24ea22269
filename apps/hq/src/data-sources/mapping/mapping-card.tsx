import { useText } from "@rapport/app-shell";
import { Card, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mappingQuery } from "./queries.ts";
import { mappingTexts } from "./texts.ts";

/** Whether a source reads CSV and workbooks. */
export function MappingCard({ rsid, dataSourceId }: { rsid: string; dataSourceId: number }) {
  const text = useText(mappingTexts);
  const formats = useFormats();
  const { data } = useQuery(mappingQuery({ rsid, dataSourceId }));
  if (data === undefined) return null;
  const count = data.mapping?.columns.filter(({ to }) => to !== null).length ?? 0;
  return (
    <Card
      title={text("title")}
      actions={
        <Link
          className="r-button"
          data-variant="secondary"
          to="/data-sources/$rsid/$dataSourceId/mapping"
          params={{ rsid, dataSourceId: String(dataSourceId) }}
        >
          {text(data.mapping === null ? "open" : "change")}
        </Link>
      }
    >
      <p>{data.mapping === null ? text("cardNone") : text("cardSome", { count })}</p>
      {data.mapping !== null && data.changedAt !== null && <p className="r-small r-muted">{text("cardChanged", { when: formats.dateTime(data.changedAt) })}</p>}
    </Card>
  );
}
