import { type ReactNode, useId } from "react";

/** With a title it is a named region of the page. */
export function Card({
  title,
  level = 2,
  actions,
  className,
  children,
}: {
  title?: string | undefined;
  level?: 2 | 3;
  actions?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  const classes = className === undefined ? "r-card" : `r-card ${className}`;
  if (title === undefined) return <div className={classes}>{children}</div>;
  const Heading = `h${level}` as const;
  return (
    <section className={classes} aria-labelledby={id}>
      <div className="r-card-head">
        <Heading id={id}>{title}</Heading>
        {/* Together at the end, however many there are. */}
        {isShown(actions) && <div className="r-row">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

function isShown(node: ReactNode): boolean {
  return node !== undefined && node !== null && node !== false;
}

/** An e-mail address that may break into two lines after the at sign. */
export function EmailText({ address }: { address: string }) {
  const at = address.lastIndexOf("@") + 1;
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}

/** A decoration beside a written name. The same name always has the same tint. Until the image is there, and without one, it shows the initials. */
export function Avatar({
  name,
  initials,
  size = "medium",
  image,
}: {
  name: string;
  initials: string;
  size?: "small" | "medium" | "large";
  image?: string | undefined;
}) {
  return (
    <span className="r-avatar" data-size={size} data-tint={tintOf(name)} aria-hidden="true">
      {initials}
      {image !== undefined && <img key={image} src={image} alt="" loading="lazy" onLoad={(event) => (event.currentTarget.dataset["shown"] = "")} />}
    </span>
  );
}

function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (sum % 6) + 1;
}
