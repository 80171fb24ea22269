import { expect, test } from "vitest";
import type { KeptLine } from "./favourites.ts";
import { articlesKept, LATELY_DAYS, LEAST_PEOPLE, type Neighbour, recommend } from "./recommend.ts";

const NOW = Date.parse("2026-03-02T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
const line = (article: string, days: number, more: Partial<KeptLine> = {}): KeptLine => ({
  kind: "storePurchase",
  at: daysAgo(days),
  sale: `${article} ${days}`,
  transactionId: null,
  product: article,
  article,
  size: null,
  category: null,
  quantity: 1,
  amount: { amount: "10", currency: "EUR" },
  cameBack: 0,
  ...more,
});
const pair = (article: string, neighbour: string, together: number, people = 100, neighbourPeople = 100): Neighbour => ({
  article,
  neighbour,
  together,
  people,
  neighbourPeople,
});
const made = (lines: readonly KeptLine[], neighbours: readonly Neighbour[], limit = 12) =>
  recommend({ lines, neighbours, since: daysAgo(LATELY_DAYS), limit }).map(({ article, because, people }) => [article, because, people]);

test("RC1 what goes with several of their articles comes first, with the one that speaks most for it as the reason; equal ones by name", () => {
  const lines = [line("Teapot", 3), line("Tray", 9)];
  const neighbours = [
    pair("Teapot", "Cup", 20),
    pair("Tray", "Cup", 30),
    pair("Teapot", "Spoon", 40),
    pair("Tray", "Napkin", 10),
    pair("Tray", "Bowl", 10),
    pair("Vase", "Flower", 90),
  ];
  expect(made(lines, neighbours)).toEqual([
    ["Cup", "Tray", 30],
    ["Spoon", "Teapot", 40],
    ["Bowl", "Tray", 10],
    ["Napkin", "Tray", 10],
  ]);
  expect(made(lines, neighbours.toReversed())).toEqual(made(lines, neighbours));
  expect(made(lines, neighbours, 1)).toEqual([["Cup", "Tray", 30]]);
});

test("RC1 an article that everybody has counts less than one that goes with theirs", () => {
  expect(made([line("Teapot", 3)], [pair("Teapot", "Bag", 50, 100, 10_000), pair("Teapot", "Cosy", 40, 100, 60)])).toEqual([
    ["Cosy", "Teapot", 40],
    ["Bag", "Teapot", 50],
  ]);
});

test("RC2 nothing that they have, nor what they bought or gave back lately", () => {
  const lines = [
    line("Tray", 2, { kind: "return", quantity: -1 }),
    line("Teapot", 3),
    line("Cup", LATELY_DAYS - 1, { cameBack: 1 }),
    line("Spoon", LATELY_DAYS + 1, { cameBack: 1 }),
    line("Bowl", LATELY_DAYS + 300),
  ];
  const all = ["Tray", "Cup", "Spoon", "Bowl", "Jug"].map((neighbour) => pair("Teapot", neighbour, 30));
  expect(made(lines, all)).toEqual([
    ["Jug", "Teapot", 30],
    ["Spoon", "Teapot", 29],
  ]);
});

test("RC2 what was bought without a quantity is theirs too", () => {
  const lines = [line("Teapot", 3, { quantity: 0 }), line("Cup", LATELY_DAYS + 35, { quantity: 0 })];
  expect(made(lines, [pair("Teapot", "Cup", 30), pair("Teapot", "Jug", 30)])).toEqual([["Jug", "Teapot", 30]]);
});

test("RC2 what came back is no reason", () => {
  expect(made([line("Teapot", 3, { cameBack: 1 })], [pair("Teapot", "Cup", 30)])).toEqual([]);
});

test("RC3 a reason is never about fewer than five others, the customer themselves not counted", () => {
  const neighbours = [pair("Teapot", "Cup", LEAST_PEOPLE), pair("Teapot", "Spoon", LEAST_PEOPLE - 1), pair("Teapot", "Jug", LEAST_PEOPLE)];
  expect(made([line("Teapot", 3), line("Jug", 900, { cameBack: 1 })], neighbours)).toEqual([["Cup", "Teapot", 5]]);
});

test("RC1 reasons are the fifty articles that they bought last", () => {
  const lines = Array.from({ length: 60 }, (_, n) => line(`A${n}`, n));
  expect(articlesKept(lines)).toHaveLength(50);
  expect(made(lines, [pair("A49", "Cup", 30), pair("A50", "Jug", 30)])).toEqual([["Cup", "A49", 30]]);
});
