import { createFormats } from "@rapport/ui";
import { expect, test } from "vitest";
import { writtenNumber } from "./written-number.ts";

const formats = createFormats({ language: "en", locale: "en-GB" });
const dutch = createFormats({ language: "nl", locale: "nl-NL" });

test("CF3 CF5 a calculated number is written by its type and decimals, and a dash stands for no value", () => {
  const write = (value: number | null, type: "decimal" | "percent" | "currency" | "time", precision: number, of = formats) =>
    writtenNumber({ value, type, precision, currency: "EUR", formats: of });
  expect(write(null, "percent", 1)).toBe("–");
  expect(write(0.03456, "percent", 1)).toBe("3.5%");
  expect(write(-1234.5, "decimal", 2)).toBe("−1,234.50");
  expect(write(13.333333333333, "currency", 2)).toBe("€13.33");
  expect(write(13.333333333333, "currency", 2, dutch).replaceAll("\u00A0", " ")).toBe("€ 13,33");
  expect([write(3723, "time", 0), write(59.96, "time", 1), write(-5, "time", 0), write(-0.2, "time", 0)]).toEqual([
    "1:02:03",
    "0:01:00.0",
    "−0:00:05",
    "0:00:00",
  ]);
});
