import { createFormats } from "@rapport/ui";
import { expect, test } from "vitest";
import { reportTexts } from "./texts.ts";
import { startOfItem, timeInFile, timeName } from "./time-names.ts";

test("a day's item id is the year less 1900, the month from 0, the day; an hour's has the hour behind it", () => {
  expect(startOfItem("1181018", "daterangeday")).toBe("2018-11-18");
  expect(startOfItem("1260000", "daterangeday")).toBe("2026-01-01");
  expect(startOfItem("118101807", "daterangehour")).toBe("2018-11-18T07");
});

test.each([
  ["daterangehour", "118101807", "18 Nov 2018, 07:00", "18 nov 2018, 07:00", "2018-11-18 07:00"],
  ["daterangeday", "1181018", "18 Nov 2018", "18 nov 2018", "2018-11-18"],
  ["daterangeweek", "1181018", "18 Nov 2018", "18 nov 2018", "2018-11-18"],
  ["daterangemonth", "1181001", "November 2018", "november 2018", "2018-11"],
  ["daterangequarter", "1180901", "Q4 2018", "K4 2018", "2018-Q4"],
  ["daterangeyear", "1180001", "2018", "2018", "2018"],
])("an item of %s has a name in both languages, and one in files", (by, itemId, en, nl, inFile) => {
  const start = startOfItem(itemId, by);
  const now = () => new Date("2026-03-01T12:00:00Z");
  expect(timeName({ start, by, formats: createFormats({ language: "en", timeZone: "UTC", now }), text: reportTexts.en })).toBe(en);
  expect(timeName({ start, by, formats: createFormats({ language: "nl", timeZone: "UTC", now }), text: reportTexts.nl })).toBe(nl);
  expect(timeInFile({ start, by })).toBe(inFile);
});
