import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { bookGlanceQuery } from "../client-book/book-queries.ts";
import { WHOLE_BOOK } from "../client-book/filters.ts";
import { welcomeTexts } from "./texts.ts";

/** How many clients the associate's own book has. */
export function BookSize() {
  const text = useText(welcomeTexts);
  const formats = useFormats();
  const { data } = useQuery(bookGlanceQuery({ view: WHOLE_BOOK, limit: 1 }));
  // A placeholder of the same height, so that nothing moves.
  if (data === undefined) return <>&nbsp;</>;
  return data.total === 0 ? text("welcome.clientBookEmpty") : text("welcome.clientBookText", { count: data.total, shown: formats.number(data.total) });
}
