import { expect, test } from "vitest";
import { mailLink, mapLink, phoneLinks, telLink, textLink } from "./contact-links.ts";

test("a phone number is dialled by its digits", () => {
  expect([telLink("+31 (0)6 1234-5678"), telLink(""), telLink("unknown")]).toEqual(["tel:+310612345678", null, null]);
});

test("an e-mail address cannot add a subject or a copy of its own", () => {
  expect([mailLink("a+b@example.com?bcc=x@y.z"), mailLink("")]).toEqual(["mailto:a%2Bb@example.com%3Fbcc%3Dx%40y.z", null]);
});

test("a map gets only the address", () => {
  const nowhere = { street: "", postalCode: "", city: "", country: "" };
  const found = (place: string) => `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
  expect(mapLink({ ...nowhere, city: "Den Haag", country: "Netherlands" })).toBe(found("Den Haag, Netherlands"));
  expect(mapLink({ ...nowhere, street: "Spui 70\nFlat 2", postalCode: "2511 BT", city: "Den Haag" })).toBe(found("Spui 70 Flat 2, 2511 BT Den Haag"));
  expect(mapLink(nowhere)).toBeNull();
});

test("C5 a number is dialled in full with its extension, two numbers have a link each, and an unreadable one is dialled as typed", () => {
  const numbers = [
    { written: "020 7946 0124 ext 12", e164: "+442079460124", extension: "12" },
    { written: "+44 (0)20 7946 0123", e164: "+442079460123", extension: "" },
    { written: "06 7654321", e164: null, extension: "" },
  ];
  expect(phoneLinks(numbers).map(({ href }) => href)).toEqual(["tel:+442079460124;ext=12", "tel:+442079460123", "tel:067654321"]);
  expect(textLink(numbers)).toEqual({ written: "+44 (0)20 7946 0123", href: "sms:+442079460123" });
  expect(textLink(numbers.slice(2))).toBeNull();
});
