import { type ReactNode, useId } from "react";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { useUi } from "./ui-provider.tsx";

export function EmptyState({ title, text, icon, children }: { title: string; text?: ReactNode; icon?: IconName | undefined; children?: ReactNode }) {
  return (
    <div className="r-state">
      {icon !== undefined && <Icon name={icon} size={36} />}
      <p className="r-state-title">{title}</p>
      {text !== undefined && <p className="r-state-text">{text}</p>}
      {children !== undefined && <div className="r-state-actions">{children}</div>}
    </div>
  );
}

/** Says what is wrong in the person's language, and offers to try again. */
export function ErrorState({ error, onRetry, retrying = false }: { error: unknown; onRetry?: (() => void) | undefined; retrying?: boolean }) {
  const { language, words, describeError } = useUi();
  const { title, text } = describeError(error, language);
  return (
    <div className="r-state" role="alert">
      <Icon name="cloud" size={36} />
      <p className="r-state-title">{title}</p>
      <p className="r-state-text">{text}</p>
      {onRetry !== undefined && (
        <div className="r-state-actions">
          <Button icon="refresh" busy={retrying} onClick={onRetry}>
            {words.tryAgain}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A placeholder of about the size of the content to come. */
export function Skeleton({ width = "100%", height = 16, round = false }: { width?: number | string; height?: number; round?: boolean }) {
  return <span className="r-skeleton" style={{ width: round ? height : width, height, borderRadius: round ? "50%" : undefined }} aria-hidden="true" />;
}

/** The part of a TanStack Query result that this needs. */
export interface Loadable<T> {
  status: "pending" | "error" | "success";
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

/** Shows the four states of a list or a page: loading, failed, empty and with data. Old data stay on screen while new data load. */
export function Loaded<T>({
  query,
  isEmpty,
  empty,
  skeleton,
  children,
}: {
  query: Loadable<T>;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { words } = useUi();
  const { data } = query;
  if (data !== undefined) return isEmpty?.(data) === true ? empty : children(data);
  if (query.status === "error") return <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
  return (
    <>
      <output className="r-hidden">{words.loading}</output>
      {skeleton ?? <SkeletonLines />}
    </>
  );
}

export function SkeletonLines() {
  return (
    <div className="r-skeleton-lines">
      <Skeleton width="60%" height={22} />
      <Skeleton />
      <Skeleton />
      <Skeleton width="80%" />
    </div>
  );
}

const BANNER_ICONS = { info: "info", good: "check", warn: "alert", bad: "alert" } as const satisfies Record<string, IconName>;

/** A state that lasts, shown where it matters. Screen readers announce `bad` and `warn` when they appear. */
export function Banner({
  tone = "info",
  title,
  children,
  actions,
}: {
  tone?: keyof typeof BANNER_ICONS;
  title?: string | undefined;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="r-banner" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={BANNER_ICONS[tone]} />
      <div className="r-banner-body">
        {title !== undefined && <div className="r-banner-title">{title}</div>}
        {children}
      </div>
      {actions}
    </div>
  );
}

/** `value` is a share from 0 to 1; null while the total is not known. */
export function ProgressBar({ label, value, detail }: { label: string; value: number | null; detail?: string | undefined }) {
  const id = useId();
  return (
    <div className="r-progress">
      <div className="r-progress-line">
        <label htmlFor={id}>{label}</label>
        <span className="r-num">{detail}</span>
      </div>
      <progress id={id} className="r-progress-bar" max={1} {...(value === null ? {} : { value: Math.min(1, Math.max(0, value)) })} />
    </div>
  );
}
