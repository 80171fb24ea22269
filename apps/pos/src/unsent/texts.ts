import { defineTexts } from "@rapport/app-shell";

export const unsentTexts = defineTexts({
  en: {
    "unsent.note.waiting_one": "{{shown}} note waiting",
    "unsent.note.waiting_other": "{{shown}} notes waiting",
    "unsent.note.begun_one": "{{shown}} note begun",
    "unsent.note.begun_other": "{{shown}} notes begun",
    "unsent.activity.waiting_one": "{{shown}} activity waiting",
    "unsent.activity.waiting_other": "{{shown}} activities waiting",
    "unsent.activity.begun_one": "{{shown}} activity begun",
    "unsent.activity.begun_other": "{{shown}} activities begun",
    "unsent.customer.waiting_one": "{{shown}} new customer waiting",
    "unsent.customer.waiting_other": "{{shown}} new customers waiting",
    "unsent.customer.begun_one": "{{shown}} new customer begun",
    "unsent.customer.begun_other": "{{shown}} new customers begun",
  },
  nl: {
    "unsent.note.waiting_one": "{{shown}} notitie wacht",
    "unsent.note.waiting_other": "{{shown}} notities wachten",
    "unsent.note.begun_one": "{{shown}} begonnen notitie",
    "unsent.note.begun_other": "{{shown}} begonnen notities",
    "unsent.activity.waiting_one": "{{shown}} activiteit wacht",
    "unsent.activity.waiting_other": "{{shown}} activiteiten wachten",
    "unsent.activity.begun_one": "{{shown}} begonnen activiteit",
    "unsent.activity.begun_other": "{{shown}} begonnen activiteiten",
    "unsent.customer.waiting_one": "{{shown}} nieuwe klant wacht",
    "unsent.customer.waiting_other": "{{shown}} nieuwe klanten wachten",
    "unsent.customer.begun_one": "{{shown}} begonnen nieuwe klant",
    "unsent.customer.begun_other": "{{shown}} begonnen nieuwe klanten",
  },
});
