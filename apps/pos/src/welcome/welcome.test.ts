import { expect, test } from "vitest";
import { ClientCard, Facet } from "@rapport/contract/clienteling";
import { comingUp, nearestFirst } from "./coming-up.ts";
import { givenName, greetingAt } from "./greeting.ts";
import { operationsFor } from "./operations.ts";

test("a worker without the client book's right is offered the search only", () => {
  expect(operationsFor(["pos", "note.write"]).map(({ to }) => to)).toEqual(["/search"]);
  expect(operationsFor(["pos", "clientBook.view"]).map(({ to }) => to)).toEqual(["/client-book", "/search"]);
});

test("the greeting follows the hour", () => {
  expect([4, 5, 11, 12, 17, 18].map(greetingAt)).toEqual([
    "welcome.evening",
    "welcome.morning",
    "welcome.morning",
    "welcome.afternoon",
    "welcome.afternoon",
    "welcome.evening",
  ]);
});

test("one is spoken to by the first of one's names", () => {
  expect(givenName("  Sanne de Wit")).toBe("Sanne");
});

test("what comes up is the shortest stretch in which somebody's date falls", () => {
  expect(comingUp([birthdays([7, 0], [30, 6], [14, 2])])?.option.filter).toEqual({ kind: "withinDays", attribute: "birthday", days: 14 });
});

test("nothing comes up when nobody's date falls in any stretch", () => {
  expect(comingUp([birthdays([7, 0])])).toBeNull();
});

test("whose day comes first stands first, and who has none stands last", () => {
  const clients = [client({ name: "No day", day: null }), client({ name: "Later", day: "1980-12-24" }), client({ name: "Sooner", day: "1990-11-23" })];
  const daysTo = (day: string) => Number(day.slice(5).replace("-", ""));
  expect(nearestFirst({ clients, attribute: "birthday", daysTo }).map(({ name }) => name)).toEqual(["Sooner", "Later", "No day"]);
});

function client({ name, day }: { name: string; day: string | null }): ClientCard {
  return ClientCard.parse({
    customerId: crypto.randomUUID(),
    accountNumber: name,
    name,
    initials: "",
    phone: "",
    email: "",
    city: "",
    owner: null,
    slots: [{ kind: "attribute", code: "birthday", name: { en: "Birthday", nl: "Verjaardag" }, type: "date", value: day, label: null }],
  });
}

function birthdays(...stretches: [days: number, count: number][]): Facet {
  return Facet.parse({
    attribute: "birthday",
    name: { en: "Birthday", nl: "Verjaardag" },
    type: "date",
    kind: "date",
    multi: false,
    options: stretches.map(([days, count]) => ({
      filter: { kind: "withinDays", attribute: "birthday", days },
      label: null,
      count,
      active: false,
    })),
  });
}
