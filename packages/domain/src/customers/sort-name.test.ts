import { expect, test } from "vitest";
import { sortNameOf } from "./sort-name.ts";

function sorted(country: string | null, names: readonly string[]): string[] {
  const key = (lastName: string) => Buffer.from(sortNameOf({ firstName: "A", lastName }, country));
  return names.toSorted((a, b) => Buffer.compare(key(a), key(b)));
}

test.each([
  ["NL", ["van den Berg", "van Dijk", "Dik", "'t Hart", "Hendriks", "d'Hondt", "IJsbrand", "van", "in 't Veld", "Vos", "De Wit", "Zee"]],
  ["BE", ["De Wit", "Dik", "Vos", "Zee"]],
  ["GB", ["De Wit", "Dik", "O'Neill", "Oz", "van Dyke", "Zee"]],
  ["SE", ["Andersson", "von Essen", "Oberg", "Zetter", "Åberg", "Ärlig", "Öberg"]],
  ["DK", ["Abel", "Oster", "Zed", "Ærø", "Øster", "Aaby"]],
  ["ES", ["de la Cruz", "Llorente", "Luz", "Nunzez", "Nuñez", "Nuoz", "Oca"]],
  ["DE", ["von Goethe", "Mudler", "Müller", "Mufti", "Muz"]],
  ["FR", ["de Gaulle", "Le Pen", "Pé", "Peb"]],
  ["PT", ["da Silva", "dos Santos", "Silveira"].toSorted((a, b) => (a.split(" ").at(-1) ?? "").localeCompare(b.split(" ").at(-1) ?? ""))],
  ["CZ", ["Cihla", "Cz", "Čech", "Hora", "Chalupa", "Ilja"]],
  ["PL", ["Luz", "Łuk", "Mak", "Szal", "Śliwa", "Tur"]],
  ["HU", ["Cukor", "Cz", "Csaba", "Dal"]],
  ["TR", ["Cz", "Çelik", "Dal", "Hız", "Işık", "İnan", "Jale"]],
])("C16 names are sorted as in %s", (country, names) => {
  expect(sorted(country, names.toReversed())).toEqual(names);
});

test("C16 without a country names are sorted as written, by last name, then first name", () => {
  expect(sorted(null, ["Zee", "de Wit", "Dik"])).toEqual(["de Wit", "Dik", "Zee"]);
  expect(sortNameOf({ firstName: "José", lastName: "de la Cruz" })).toBe("de la cruz jose");
  expect(sortNameOf({ firstName: "Jan", lastName: "de Wit" }, "NL")).toBe("wit jan de");
});
