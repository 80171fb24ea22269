import { lazy, Suspense } from "react";
import { ButtonGrids, EmptyState, Skeleton, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import "./welcome.css";
import { useNow } from "../shell/use-now.ts";
import { useSession } from "../session/use-session.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { shellTexts } from "../shell/texts.ts";
import { givenName, greetingAt } from "./greeting.ts";
import { OperationButton } from "./operation-button.tsx";
import { welcomeTexts } from "./texts.ts";
import { useWelcomeGrids } from "./use-layout.ts";

/** Loaded after the page, which does not wait for it. Without a network the page is without it. */
const ComingUp = lazy(async () => {
  const page = await import("./coming-up.tsx").catch(() => null);
  return { default: page?.ComingUp ?? Nothing };
});

const Today = lazy(async () => {
  const page = await import("../today/today.tsx").catch(() => null);
  return { default: page?.Today ?? Nothing };
});

const UnsentList = lazy(async () => {
  const list = await import("../unsent/unsent-list.tsx").catch(() => null);
  return { default: list?.UnsentList ?? Nothing };
});

function Nothing() {
  return null;
}

export function WelcomePage() {
  const text = useText(welcomeTexts);
  const shellText = useText(shellTexts);
  const formats = useFormats();
  const session = useSession();
  const now = useNow();
  const greeting = text(greetingAt(now.getHours()), { name: givenName(session.worker.name) });
  const hasBook = session.permissions.includes("clientBook.view");
  return (
    <main className="page welcome">
      <header className="welcome-head">
        <PageTitle title={shellText("nav.welcome")}>{greeting}</PageTitle>
        <p className="r-muted">
          {formats.weekday(now)} · {session.store.name}
        </p>
      </header>
      <Suspense fallback={null}>
        <UnsentList />
      </Suspense>
      <Buttons />
      {hasBook && (
        <Suspense fallback={null}>
          <Today />
          <ComingUp />
        </Suspense>
      )}
    </main>
  );
}

/** The buttons of the worker's layout. */
function Buttons() {
  const text = useText(welcomeTexts);
  const welcome = useWelcomeGrids();
  // About as high as a row of buttons, so that little moves.
  if (welcome === undefined) return <Skeleton height={108} />;
  const { grids, isCompact } = welcome;
  if (grids.length === 0) return <EmptyState icon="person" title={text("welcome.nothing")} text={text("welcome.nothingText")} />;
  return (
    <nav aria-label={text("welcome.operations")}>
      <ButtonGrids grids={grids} stacked={isCompact}>
        {(button) => <OperationButton button={button} />}
      </ButtonGrids>
    </nav>
  );
}
