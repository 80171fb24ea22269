import { useText } from "@rapport/app-shell";
import { Button, useFormats } from "@rapport/ui";
import "../records/records.css";
import { distributionTexts } from "./texts.ts";

/** Says how many rows are listed, and reads earlier ones. */
export function Earlier({
  count,
  query: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  count: number;
  query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
}) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  if (!hasNextPage) return null;
  return (
    <div className="hq-pages">
      <span className="r-muted r-small r-num">{text("newest", { count, formatted: formats.number(count) })}</span>
      <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {text("earlier")}
      </Button>
    </div>
  );
}
