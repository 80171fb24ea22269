/** The separator that a spreadsheet in this language expects: a comma would divide numbers where it is the decimal sign. */
export function separatorFor(locale: string): "," | ";" {
  return new Intl.NumberFormat(locale).format(0.5).includes(",") ? ";" : ",";
}
