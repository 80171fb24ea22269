import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { bookQueries } from "../client-books/queries.ts";
import type { AwayWords } from "../records/away-buttons.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { workerTexts } from "./texts.ts";

/** A worker's client book on their page, for who may see it: the link to it, and what is said of it before they go away. */
export function useWorkerBook(params: { legalEntity: string; operatorId: string }): { links: ReactNode; awayWords: AwayWords } {
  const text = useText(workerTexts);
  const formats = useFormats();
  const session = useQuery(sessionQuery).data;
  const isShown = params.operatorId !== "" && session?.permissions.includes("customer.manage") === true && session.features.includes("clienteling");
  const book = useQuery({ ...bookQueries.oneQuery(params), enabled: isShown }).data;
  const { operatorId } = params;
  if (!isShown || book === undefined || book.clientBookId === null) return { links: undefined, awayWords: { deactivate: text("outEffect") } };
  const clients = text("bookHas", { count: book.clients, formatted: formats.number(book.clients) });
  const handOver = book.clients > 0 && (
    <Link to="/client-books/of/$operatorId/leave" params={{ operatorId }} search={{ legalEntity: params.legalEntity }}>
      {text("handOver")}
    </Link>
  );
  return {
    links: (
      <Link
        className="r-button"
        data-variant="secondary"
        to="/client-books/of/$operatorId"
        params={{ operatorId }}
        search={{ legalEntity: params.legalEntity }}
      >
        {text("clientBook")}
      </Link>
    ),
    awayWords: {
      deactivate: (
        <>
          {text("outEffect")} {clients} {handOver}
        </>
      ),
      undeletable: text("hasBook"),
    },
  };
}
