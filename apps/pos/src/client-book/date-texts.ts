import { defineTexts } from "@rapport/app-shell";

export const dateTexts = defineTexts({
  en: {
    day: "{{name}}: day",
    any: "Any day",
    on: "On a day",
    before: "Before a day",
    after: "After a day",
    between: "Between two days",
    first: "First day",
    last: "Last day",
    order: "The last day is before the first one.",
  },
  nl: {
    day: "{{name}}: dag",
    any: "Elke dag",
    on: "Op een dag",
    before: "Voor een dag",
    after: "Na een dag",
    between: "Tussen twee dagen",
    first: "Eerste dag",
    last: "Laatste dag",
    order: "De laatste dag is voor de eerste.",
  },
});
