import { useText } from "@rapport/app-shell";
import type { ListName } from "@rapport/contract/lists";
import { Icon } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { listTexts } from "./texts.ts";

/** Leads from a list to the page that imports a file into it. `named`: the page has several, so the link says which one. */
export function ImportLink({ list, named = false }: { list: ListName; named?: boolean }) {
  const text = useText(listTexts);
  return (
    <Link to="/lists/$list" params={{ list }} className="r-button" data-variant="secondary">
      <Icon name="upload" size={18} />
      {named ? text("title", { list: text(`list.${list}`) }) : text("import")}
    </Link>
  );
}
