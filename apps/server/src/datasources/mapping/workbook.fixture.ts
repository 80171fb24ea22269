import { zipOf } from "../formats/zip.fixture.ts";

/** A cell of a sheet as XML writes it: a text of the common list, an inline text, a number, or raw XML. */
export type XmlCell = string | number | { readonly xml: string } | null;

/** A workbook (.xlsx) as spreadsheets write it, with these sheets. */
export async function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly XmlCell[])[]>>,
  { date1904 = false }: { date1904?: boolean } = {},
): Promise<Buffer> {
  const texts: string[] = [];
  const names = Object.keys(sheets);
  const parts = Object.fromEntries(Object.values(sheets).map((rows, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetOf(rows, texts)]));
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return await zipOf({
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "xl/workbook.xml": `${head}<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
    ...parts,
    "xl/sharedStrings.xml": `${head}<sst>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
  });
}

function sheetOf(rows: readonly (readonly XmlCell[])[], texts: string[]): string {
  const cellOf = (cell: XmlCell, place: string) => {
    if (cell === null) return "";
    if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
    if (typeof cell === "object") return cell.xml.replace("<c", `<c r="${place}"`);
    texts.push(cell);
    return `<c r="${place}" t="s"><v>${texts.length - 1}</v></c>`;
  };
  const body = rows.map((cells, row) =>
    cells.length === 0 ? "" : `<row r="${row + 1}">${cells.map((cell, at) => cellOf(cell, `${String.fromCharCode(65 + at)}${row + 1}`)).join("")}</row>`,
  );
  return `<worksheet><sheetData>${body.join("")}</sheetData></worksheet>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
