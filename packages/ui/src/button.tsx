import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
type Look = { variant?: ButtonVariant | undefined; icon?: IconName | undefined; wide?: boolean | undefined };

/** While `busy` it keeps the focus, tells a screen reader so, and does nothing when pressed again. */
export function Button({
  variant = "secondary",
  icon,
  wide,
  busy = false,
  children,
  onClick,
  ref,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Look & { busy?: boolean | undefined; ref?: Ref<HTMLButtonElement> | undefined }) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      {...look(variant, wide)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="r-spinner" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button. It leads to a page and changes nothing. */
export function LinkButton({
  variant = "secondary",
  icon,
  wide,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Look & { ref?: Ref<HTMLAnchorElement> | undefined }) {
  return (
    <a {...rest} {...look(variant, wide)}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A button with an icon only. `label` is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  ref,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "children"> & {
  label: string;
  icon: IconName;
  variant?: "quiet" | "outlined";
  ref?: Ref<HTMLButtonElement> | undefined;
}) {
  return (
    <button type="button" title={label} {...rest} ref={ref} aria-label={label} className="r-icon-button" data-variant={variant}>
      <Icon name={icon} />
    </button>
  );
}

function look(variant: ButtonVariant, wide: boolean | undefined) {
  return { className: "r-button", "data-variant": variant, "data-wide": wide === true ? "" : undefined };
}
