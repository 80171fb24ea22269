import { useText } from "@rapport/app-shell";
import { Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { useNames } from "../attributes/use-names.ts";
import { layoutFieldTexts } from "./field-texts.ts";
import { layoutQueries } from "./queries.ts";

/** The layout that a store, a register or a worker names. Without one it is that of `of`. */
export function LayoutField({
  legalEntity,
  of,
  ...field
}: Omit<ComponentProps<typeof Select>, "label" | "hint" | "options"> & { legalEntity: string; of: "product" | "store" | "register" }) {
  const text = useText(layoutFieldTexts);
  const { nameOf } = useNames();
  const layouts = useQuery(layoutQueries.listQuery(legalEntity)).data?.rows ?? [];
  return (
    <Select
      {...field}
      label={text("label")}
      hint={text("hint")}
      options={[
        { value: "", label: text(`of.${of}`) },
        ...layouts.map((layout) => ({ value: layout.code as string, label: `${nameOf(layout)} (${layout.code})` })),
      ]}
    />
  );
}
