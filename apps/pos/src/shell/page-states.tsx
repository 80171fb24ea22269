import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { EmptyState, ErrorState, SkeletonLines } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { PageTitle } from "./page-title.tsx";
import { shellTexts } from "./texts.ts";

export function NotFoundPage() {
  const text = useText(shellTexts);
  return (
    <main className="page page-narrow">
      <PageTitle title={text("app.notFound")}>
        <span className="r-hidden">{text("app.notFound")}</span>
      </PageTitle>
      <EmptyState icon="search" title={text("app.notFound")} text={text("app.notFoundText")}>
        <Link to="/" className="r-button">
          {text("app.toWelcome")}
        </Link>
      </EmptyState>
    </main>
  );
}

export function PagePending() {
  return (
    <main className="page" aria-busy="true">
      <SkeletonLines />
    </main>
  );
}

/** The whole page could not be shown, for example because the server cannot be reached. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main className="page page-narrow">
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}
