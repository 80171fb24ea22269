import { useText } from "@rapport/app-shell";
import type { UnpublishedChange } from "@rapport/contract/publishing";
import type { FileColumn } from "../records/columns.tsx";
import { fileTexts } from "./file-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

/** What a changed thing is called in a file, and what of it is changed, with their codes. */
export function useChangeColumns(): FileColumn<Pick<UnpublishedChange, "section" | "key" | "name" | "kind" | "field">>[] {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const words = useThingWords();
  return [
    { header: fileText("kind"), text: ({ section }) => words.section(section) },
    { header: text("what"), text: ({ section, key, name }) => words.name(name, section === "parameters" ? words.section(section) : key) },
    { header: fileText("code"), text: ({ section, key }) => (section === "parameters" ? "" : key) },
    { header: text("change"), text: ({ kind, field }) => (field === null ? text(kind === "added" ? "added" : "removed") : words.field(field)) },
    { header: fileText("fieldCode"), text: ({ field }) => field ?? "" },
  ];
}
