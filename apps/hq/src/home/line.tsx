import { Icon, type IconName } from "@rapport/ui";
import type { ReactNode } from "react";

/** One thing to attend to: its title is the link that leads to where it is mended. */
export function Line({ icon, title, more }: { icon: IconName; title: ReactNode; more: ReactNode }) {
  return (
    <li className="hq-attention">
      <Icon name={icon} />
      <div>
        <p className="hq-attention-title">{title}</p>
        <p className="r-small r-muted">{more}</p>
      </div>
    </li>
  );
}
