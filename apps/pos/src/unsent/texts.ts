import { defineTexts } from "@rapport/app-shell";

export const unsentTexts = defineTexts({
  en: {
    "unsent.waiting_one": "{{shown}} note waiting",
    "unsent.waiting_other": "{{shown}} notes waiting",
    "unsent.begun_one": "{{shown}} note begun",
    "unsent.begun_other": "{{shown}} notes begun",
  },
  nl: {
    "unsent.waiting_one": "{{shown}} notitie wacht",
    "unsent.waiting_other": "{{shown}} notities wachten",
    "unsent.begun_one": "{{shown}} begonnen notitie",
    "unsent.begun_other": "{{shown}} begonnen notities",
  },
});
