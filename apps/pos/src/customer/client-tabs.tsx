import { lazy, Suspense } from "react";
import type { CustomerId } from "@rapport/contract";
import { SkeletonLines, Tabs } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useIsOn } from "../session/use-session.ts";
import { useHistoryView } from "../shell/use-history-view.ts";
import { ALL_PURCHASES } from "../purchases/purchases-query.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { customerTexts } from "./texts.ts";

// The page opens with the history; the others come when somebody opens them.
const Purchases = lazy(async () => ({ default: (await import("../purchases/purchases.tsx")).Purchases }));
const Recommended = lazy(async () => ({ default: (await import("../recommended/recommended.tsx")).Recommended }));

export interface ClientView {
  tab: "history" | "purchases" | "recommended";
}
export const FIRST: ClientView = { tab: "history" };
/** Where the tabs stand on the page. */
export const TABS_PLACE = "client-tabs";

/** What happened, what was bought, and what may suit them. */
export function ClientTabs({ customerId, name, onReopened }: { customerId: CustomerId; name: string; onReopened: () => void }) {
  const text = useText(customerTexts);
  const recommends = useIsOn("recommendations");
  const [{ tab }, change] = useHistoryView("client", FIRST);
  return (
    <div className="client-tabs" id={TABS_PLACE} tabIndex={-1}>
      <Tabs
        label={text("customer.parts", { name })}
        chosen={tab === "recommended" && !recommends ? FIRST.tab : tab}
        onChosen={(chosen) => change({ tab: chosen })}
        tabs={[
          { id: "history", title: text("customer.history"), panel: <Timeline customerId={customerId} name={name} onReopened={onReopened} /> },
          {
            id: "purchases",
            title: text("customer.purchases"),
            panel: (
              <Suspense fallback={<SkeletonLines />}>
                <Purchases customerId={customerId} name={name} />
              </Suspense>
            ),
          },
          ...(recommends
            ? [
                {
                  id: "recommended" as const,
                  title: text("customer.recommended"),
                  panel: (
                    <Suspense fallback={<SkeletonLines />}>
                      <Recommended
                        customerId={customerId}
                        name={name}
                        onFind={(article) => change({ tab: "purchases" }, { purchases: { ...ALL_PURCHASES, article } })}
                      />
                    </Suspense>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
