import { useText } from "@rapport/app-shell";
import { Button, IconButton, Menu } from "@rapport/ui";
import { todayTexts } from "./texts.ts";
import { type Occasion, useMark } from "./use-mark.ts";

/** Done, later, or not at all; and after that what was chosen, with the way back. `name` is the client's. */
export function MarkActions({ name, ...occasion }: Occasion & { name: string }) {
  const text = useText(todayTexts);
  const { mark, wasTakenBack, change } = useMark(occasion);
  if (mark !== null)
    return (
      <p className="mark-actions" role="status">
        <span className="r-muted">{text(mark.state === "snoozed" ? SNOOZED[mark.days] : mark.state)}</span>
        <Button ref={focus} variant="quiet" icon="undo" onClick={() => change(null)}>
          {text("undo")}
        </Button>
      </p>
    );
  const later = (days: 1 | 7) => () => change({ state: "snoozed", days });
  return (
    <div className="mark-actions">
      <IconButton ref={wasTakenBack ? focus : undefined} label={text("doneWith", { name })} icon="check" onClick={() => change({ state: "done" })} />
      <Menu
        trigger={<IconButton label={text("moreOf", { name })} icon="more" />}
        entries={[
          { kind: "action", label: text("tomorrow"), icon: "calendar", onSelect: later(1) },
          { kind: "action", label: text("inAWeek"), icon: "calendar", onSelect: later(7) },
          { kind: "line" },
          { kind: "action", label: text("dismiss"), icon: "close", onSelect: () => change({ state: "dismissed" }) },
        ]}
      />
    </div>
  );
}

/** The control that was pressed is gone, so the keyboard goes on from the one that took its place. */
const focus = (button: HTMLButtonElement | null) => button?.focus({ preventScroll: true });

const SNOOZED = { 1: "snoozedTomorrow", 7: "snoozedWeek" } as const;
