import { keepPreviousData, queryOptions, type QueryKey, type UseQueryOptions } from "@tanstack/react-query";

export interface Rows<Row> {
  readonly rows: Row[];
  /** The number of rows on all pages. */
  readonly total: number;
}

/** What a list asks for one kind of thing. */
export interface RecordQueries<Row, Asked> {
  /** A page of them, or all of them without a request. */
  list(legalEntity: string, asked: Asked | undefined): Promise<Rows<Row>>;
  listQuery(legalEntity: string, asked?: Asked): UseQueryOptions<Rows<Row>>;
}

/** The queries about one kind of thing. A write invalidates all of them by the first part of their keys. */
export function recordQueries<Row, Asked, Key>({
  key,
  part,
  list,
  read,
}: {
  key: string;
  /** For things that are read again when others of the key are. */
  part?: string;
  list: (legalEntity: string, asked: Asked | undefined) => Promise<Rows<Row>>;
  read: (params: Key) => Promise<Row>;
}) {
  const keys = part === undefined ? [key] : [key, `of ${part}`];
  return {
    key,
    /** A page of them, or all of them without a request. */
    list,
    listQuery: (legalEntity: string, asked?: Asked) =>
      queryOptions<Rows<Row>, Error, Rows<Row>, QueryKey>({
        queryKey: [...keys, legalEntity, asked ?? {}],
        queryFn: () => list(legalEntity, asked),
        placeholderData: keepPreviousData,
      }),
    /** Opening a form reads it again, because an older copy would look like a change by somebody else. */
    oneQuery: (params: Key) => queryOptions({ queryKey: [...keys, "one", params], queryFn: () => read(params), gcTime: 0 }),
  };
}
