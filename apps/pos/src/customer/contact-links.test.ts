import { expect, test } from "vitest";
import { mailLink, mapLink, telLink } from "./contact-links.ts";

test("a phone number is dialled by its digits", () => {
  expect([telLink("+31 (0)6 1234-5678"), telLink(""), telLink("unknown")]).toEqual(["tel:+310612345678", null, null]);
});

test("an e-mail address cannot add a subject or a copy of its own", () => {
  expect([mailLink("a+b@example.com?bcc=x@y.z"), mailLink("")]).toEqual(["mailto:a%2Bb@example.com%3Fbcc%3Dx%40y.z", null]);
});

test("a map is asked for the place alone", () => {
  expect([mapLink({ city: "Den Haag", country: "Netherlands" }), mapLink({ city: "", country: "" })]).toEqual([
    "https://www.openstreetmap.org/search?query=Den%20Haag%2C%20Netherlands",
    null,
  ]);
});
