import { useText } from "@rapport/app-shell";
import { Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { groupQueries } from "../attribute-groups/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import { parameterTexts } from "./texts.ts";

/** A choice of one attribute group, or none. */
export function GroupField({ legalEntity, ...field }: { legalEntity: string } & Omit<ComponentProps<typeof Select>, "options">) {
  const text = useText(parameterTexts);
  const { nameOf } = useNames();
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data;
  if (groups === undefined) return null;
  const choices = groups.rows.map((group) => {
    const title = nameOf(group);
    return { value: group.code as string, label: group.members.length === 0 ? text("emptyGroup", { name: title }) : title };
  });
  return (
    <>
      <Select {...field} options={[{ value: "", label: text("noGroup") }, ...choices]} />
      {groups.total === 0 && <Link to="/attribute-groups/new">{text("newGroup")}</Link>}
    </>
  );
}
