import { keepPreviousData, queryOptions } from "@tanstack/react-query";

interface Rows<Row> {
  readonly rows: Row[];
  /** How many there are on all pages. */
  readonly total: number;
}

/** The queries about one kind of thing; a write invalidates them all by their first key. */
export function recordQueries<Row, Asked, Key>({
  key,
  list,
  read,
}: {
  key: string;
  list: (legalEntity: string, asked: Asked | undefined) => Promise<Rows<Row>>;
  read: (params: Key) => Promise<Row>;
}) {
  return {
    key,
    /** A page of them, or all of them when nothing is asked for. */
    list,
    listQuery: (legalEntity: string, asked?: Asked) =>
      queryOptions({ queryKey: [key, legalEntity, asked ?? {}], queryFn: () => list(legalEntity, asked), placeholderData: keepPreviousData }),
    /** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
    oneQuery: (params: Key) => queryOptions({ queryKey: [key, "one", params], queryFn: () => read(params), gcTime: 0 }),
  };
}
