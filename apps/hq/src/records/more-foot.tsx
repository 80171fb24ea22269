import { Button } from "@rapport/ui";

/** Below a table that is read page by page: how much of it is shown, and a button for more. */
export function MoreFoot({
  shown,
  more,
  pages,
}: {
  shown: string;
  more: string;
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  return (
    <div className="hq-pages">
      <span className="r-muted r-small r-num">{shown}</span>
      {pages.hasNextPage && (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {more}
        </Button>
      )}
    </div>
  );
}
