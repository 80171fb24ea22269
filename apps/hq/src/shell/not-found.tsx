import { useText } from "@rapport/app-shell";
import { EmptyState } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { PageHead } from "./page-head.tsx";
import { shellTexts } from "./texts.ts";

/** For an address without a page, inside the frame. */
export function NotFoundPage() {
  const text = useText(shellTexts);
  return (
    <>
      <PageHead title={text("notFound")} />
      <EmptyState icon="search" title={text("notFoundText")}>
        <Link to="/" className="r-button" data-variant="primary">
          {text("notFound.home")}
        </Link>
      </EmptyState>
    </>
  );
}
