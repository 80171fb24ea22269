import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { useUi } from "./ui-provider.tsx";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "info";

/** A short fact. */
export function Tag({ tone = "neutral", icon, children }: { tone?: Tone; icon?: IconName | undefined; children: ReactNode }) {
  return (
    <span className="r-tag" data-tone={tone}>
      {icon !== undefined && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

/** A choice that is on or off, with an optional count. */
export function Chip({
  pressed,
  count,
  icon,
  onPress,
  children,
}: {
  pressed: boolean;
  count?: string | undefined;
  icon?: IconName | undefined;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className="r-chip" aria-pressed={pressed} onClick={onPress}>
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
      {count !== undefined && <span className="r-chip-count">{count}</span>}
    </button>
  );
}

/** An active filter. Pressing it anywhere removes the filter. */
export function RemovableChip({ onRemove, children }: { onRemove: () => void; children: string }) {
  const { words } = useUi();
  return (
    <button type="button" className="r-chip" data-on="" onClick={onRemove} aria-label={`${words.removeFilter}: ${children}`}>
      {children}
      <Icon name="close" size={16} />
    </button>
  );
}
