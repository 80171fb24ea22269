import { FILE_SORTS, FileFilter } from "@rapport/contract/data-sources";
import { z } from "zod";
import { ListSearch, ROWS_A_PAGE } from "../../records/list-search.ts";

/** The state of the file log in its address. What nobody can ask is left out. */
export const FileLogSearch = ListSearch.omit({ active: true })
  .extend({
    source: FileFilter.shape.source.catch(undefined),
    type: FileFilter.shape.type.catch(undefined),
    status: FileFilter.shape.status.catch(undefined),
    from: FileFilter.shape.from.catch(undefined),
    to: FileFilter.shape.to.catch(undefined),
  })
  // The page shows and takes both days or none.
  .transform(({ from, to, ...search }) => {
    const hasBoth = from !== undefined && to !== undefined;
    return { ...search, from: hasBoth ? from : undefined, to: hasBoth ? to : undefined };
  });
export type FileLogSearch = z.infer<typeof FileLogSearch>;

export const UNFILTERED = { source: undefined, type: undefined, status: undefined, from: undefined, to: undefined } as const;

export function isFiltered({ source, type, status, from, to }: FileLogSearch): boolean {
  return [source, type, status, from, to].some((part) => part !== undefined);
}

/** The request for the page on screen. Without a chosen order the newest file stands first. */
export function filesAskedFor({ search = "", source, type, status, from, to, sort, descending, page = 1 }: FileLogSearch) {
  const by = FILE_SORTS.find((known) => known === sort);
  return {
    page,
    limit: ROWS_A_PAGE,
    ...(search !== "" && { search }),
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(by !== undefined && { sort: by, descending: descending === true ? "true" : "false" }),
  };
}
export type FilesAsked = ReturnType<typeof filesAskedFor>;
