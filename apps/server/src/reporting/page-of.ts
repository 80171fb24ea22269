export interface Page<T> {
  readonly content: T[];
  readonly number: number;
  readonly size: number;
  readonly numberOfElements: number;
  readonly totalElements: number;
  readonly totalPages: number;
  readonly firstPage: boolean;
  readonly lastPage: boolean;
}

/** What the 2.0 API says of a page. */
export function pageOf<T>(content: T[], { page, limit, total }: { page: number; limit: number; total: number }): Page<T> {
  const totalPages = Math.ceil(total / limit);
  return {
    content,
    number: page,
    size: limit,
    numberOfElements: content.length,
    totalElements: total,
    totalPages,
    firstPage: page === 0,
    lastPage: page >= totalPages - 1,
  };
}

/** A page of a list that is known whole. */
export function pageFrom<T>(all: readonly T[], { page, limit }: { page: number; limit: number }): Page<T> {
  return pageOf(all.slice(page * limit, (page + 1) * limit), { page, limit, total: all.length });
}
