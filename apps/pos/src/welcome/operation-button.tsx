import { buttonWords, usePreferences } from "@rapport/app-shell";
import type { LayoutButton } from "@rapport/contract/layouts";
import { operationOf } from "@rapport/domain/layouts";
import { TileFace } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, type ReactNode } from "react";
import { useLock } from "../lock/use-lock.ts";
import { useAskSignOut } from "../session/ask-sign-out.tsx";
import { STARTS } from "./operations.ts";

// What it reads of books is not needed to show the screen.
const BookSize = lazy(async () => ({ default: (await import("./book-size.tsx")).BookSize }));

/** A button of the layout, which starts its operation. */
export function OperationButton({ button }: { button: LayoutButton }) {
  const { appearance } = usePreferences();
  const { name, line } = buttonWords(button, appearance.language);
  const starts = STARTS[button.operation];
  const face = (
    <TileFace
      icon={button.icon ?? operationOf(button.operation)?.icon ?? "info"}
      name={name}
      line={line ?? (starts === "/client-book" ? <SizeOfBook /> : undefined)}
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

function SizeOfBook() {
  return (
    <Suspense fallback={<>&nbsp;</>}>
      <BookSize />
    </Suspense>
  );
}
