/** Writes thousandths as an exact decimal text: 15300 is "15.3". */
export function decimal(thousandths: number): string {
  const sign = thousandths < 0 ? "-" : "";
  const digits = String(Math.abs(thousandths)).padStart(4, "0");
  const fractionDigits = digits.slice(-3).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -3)}${fractionDigits === "" ? "" : `.${fractionDigits}`}`;
}
