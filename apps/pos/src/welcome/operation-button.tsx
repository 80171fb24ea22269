import { buttonWords, usePreferences, useText } from "@rapport/app-shell";
import type { LayoutButton } from "@rapport/contract/layouts";
import { operationOf } from "@rapport/domain/layouts";
import { TileFace, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { bookGlanceQuery } from "../client-book/book-queries.ts";
import { WHOLE_BOOK } from "../client-book/filters.ts";
import { useLock } from "../lock/use-lock.ts";
import { useAskSignOut } from "../session/ask-sign-out.tsx";
import { STARTS } from "./operations.ts";
import { welcomeTexts } from "./texts.ts";

/** A button of the layout, which starts its operation. */
export function OperationButton({ button }: { button: LayoutButton }) {
  const { appearance } = usePreferences();
  const { name, line } = buttonWords(button, appearance.language);
  const starts = STARTS[button.operation];
  const face = (
    <TileFace
      icon={button.icon ?? operationOf(button.operation)?.icon ?? "info"}
      name={name}
      line={line ?? (starts === "/client-book" ? <BookSize /> : undefined)}
    />
  );
  if (starts === undefined) return null;
  if (starts === "lock") return <LockButton colour={button.colour}>{face}</LockButton>;
  if (starts === "signOut") return <SignOutButton colour={button.colour}>{face}</SignOutButton>;
  return (
    <Link to={starts} className="r-tile" data-colour={button.colour}>
      {face}
    </Link>
  );
}

function LockButton({ colour, children }: { colour: string; children: ReactNode }) {
  const lock = useLock();
  return (
    <button type="button" className="r-tile" data-colour={colour} onClick={lock}>
      {children}
    </button>
  );
}

function SignOutButton({ colour, children }: { colour: string; children: ReactNode }) {
  const { askSignOut, dialog } = useAskSignOut();
  return (
    <>
      <button type="button" className="r-tile" data-colour={colour} onClick={askSignOut}>
        {children}
      </button>
      {dialog}
    </>
  );
}

function BookSize() {
  const text = useText(welcomeTexts);
  const formats = useFormats();
  const { data } = useQuery(bookGlanceQuery({ view: WHOLE_BOOK, limit: 1 }));
  // A placeholder of the same height, so that nothing moves.
  if (data === undefined) return <>&nbsp;</>;
  return data.total === 0 ? text("welcome.clientBookEmpty") : text("welcome.clientBookText", { count: data.total, shown: formats.number(data.total) });
}
