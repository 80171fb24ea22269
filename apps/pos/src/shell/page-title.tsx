import { type ReactNode, useEffect, useRef } from "react";
import { useRouterState } from "@tanstack/react-router";

/** The page's heading. After a navigation it takes the focus, so that a screen reader says which page this is. */
export function PageTitle({ title, children = title }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFromInside = useRouterState({
    select: ({ resolvedLocation, location }) => resolvedLocation !== undefined && resolvedLocation.pathname !== location.pathname,
  });
  const arrived = useRef(cameFromInside);
  useDocumentTitle(title);
  useEffect(() => {
    const nobodyHasFocus = document.activeElement === null || document.activeElement === document.body;
    if (arrived.current || nobodyHasFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** The title of the browser's tab. It never has a customer's name, which would stay in the history of a shared tablet. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
}

/** Moves the focus to the title, for when the control that had it disappears. */
export function focusHeading(): void {
  document.querySelector("h1")?.focus({ preventScroll: true });
}
