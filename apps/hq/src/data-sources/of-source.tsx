import { ErrorState } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { receiptQuery, type UploadPlace } from "./queries.ts";

/** A page about an upload, unless its address names none of this data source. */
export function OfSource({ place, children }: { place: UploadPlace; children: ReactNode }) {
  const { error, data } = useQuery(receiptQuery(place));
  return error === null || data !== undefined ? children : <ErrorState error={error} />;
}
