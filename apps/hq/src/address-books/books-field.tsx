import { useText } from "@rapport/app-shell";
import { ManyCombobox } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { bookQueries } from "./queries.ts";
import { bookTexts } from "./texts.ts";

/** A choice of a legal entity's address books. One that is out of use is offered only if it is chosen already. */
export function BooksField({
  legalEntity,
  chosen,
  hint,
  ...field
}: {
  legalEntity: string;
  label: string;
  hint: string;
  error: string | undefined;
  chosen: readonly string[];
  onChoose: (codes: string[]) => void;
}) {
  const text = useText(bookTexts);
  const { data } = useQuery(bookQueries.listQuery(legalEntity));
  const options = (data?.rows ?? [])
    .filter(({ active, code }) => active || chosen.includes(code))
    .map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` }));
  return <ManyCombobox {...field} hint={data?.total === 0 ? text("noBooks") : hint} chosen={chosen} options={options} />;
}
