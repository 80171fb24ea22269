import { useText } from "@rapport/app-shell";
import type { Attention } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { Line } from "./line.tsx";
import { homeTexts } from "./texts.ts";

/** Clients whose associate is gone: each owner's name leads to where all of their clients are handed over. */
export function LeftBooksLine({ line: { legalEntity, name, books, clients, first } }: { line: Extract<Attention, { kind: "left_books" }> }) {
  const text = useText(homeTexts);
  const formats = useFormats();
  return (
    <Line
      icon="book"
      title={
        <Link to="/client-books" search={{ legalEntity }}>
          {text("left_books", { count: books, formatted: formats.number(books), name })}
        </Link>
      }
      more={
        <>
          {text("left_booksText", { count: clients, formatted: formats.number(clients) })}{" "}
          {first.map((owner, n) => (
            <span key={owner.operatorId}>
              {n > 0 && ", "}
              <Link to="/client-books/of/$operatorId/leave" params={{ operatorId: owner.operatorId }} search={{ legalEntity }}>
                {text("namedWithCount", { name: owner.name, formatted: formats.number(owner.clients) })}
              </Link>
            </span>
          ))}
          {books > first.length && ` ${text("more", { formatted: formats.number(books - first.length) })}`}
        </>
      }
    />
  );
}
