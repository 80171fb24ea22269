import { usePreferences, useText } from "@rapport/app-shell";
import { inEveryLanguage } from "@rapport/domain";
import { Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { groupQueries } from "../attribute-groups/queries.ts";
import { parameterTexts } from "./texts.ts";

/** A choice of one attribute group, or none. */
export function GroupField({ legalEntity, ...field }: { legalEntity: string } & Omit<ComponentProps<typeof Select>, "options">) {
  const text = useText(parameterTexts);
  const { language } = usePreferences().appearance;
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data;
  if (groups === undefined) return null;
  const choices = groups.rows.map(({ code, name, members }) => {
    const title = inEveryLanguage(name)[language];
    return { value: code as string, label: members.length === 0 ? text("emptyGroup", { name: title }) : title };
  });
  return (
    <>
      <Select {...field} options={[{ value: "", label: text("noGroup") }, ...choices]} />
      {groups.total === 0 && <Link to="/attribute-groups/new">{text("newGroup")}</Link>}
    </>
  );
}
