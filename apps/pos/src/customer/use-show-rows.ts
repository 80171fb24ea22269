import { unreachable } from "@rapport/contract";
import type { SummaryOpens } from "@rapport/contract/timeline";
import { useHistoryView } from "../shell/use-history-view.ts";
import { FIRST, TABS_PLACE } from "./client-tabs.tsx";
import { attributePlace } from "./facts.tsx";

/** Shows the rows behind a sentence: in their tab with their filter, or the attribute beside it. The focus goes there too. */
export function useShowRows(): (opens: SummaryOpens) => void {
  const [, change] = useHistoryView("client", FIRST);
  return (opens) => {
    switch (opens.view) {
      case "purchases":
        change({ tab: "purchases" }, { purchases: opens.filters });
        return goTo(TABS_PLACE);
      case "timeline":
        change({ tab: "history" }, { timeline: { kind: opens.kind } });
        return goTo(TABS_PLACE);
      case "attribute":
        return goTo(attributePlace(opens.attribute));
      default:
        return unreachable(opens);
    }
  };
}

function goTo(place: string): void {
  const element = document.getElementById(place);
  element?.scrollIntoView({ block: "start" });
  element?.focus({ preventScroll: true });
}
