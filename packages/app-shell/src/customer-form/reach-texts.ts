import { defineTexts } from "../texts.ts";

/** How a customer wants to be reached, and what they allow. */
export const reachTexts = defineTexts({
  en: {
    title: "Contact wishes",
    consents: "What they allow",
    none: "Not said",
    unknown: "Not known",
    allowed: "Allowed",
    notAllowed: "Not allowed",
    headquarters: "headquarters",
    "channel.phone": "Phone",
    "channel.email": "E-mail",
    "channel.text": "Text message",
    "channel.post": "Post",
    saidNow: "Saved with today's date, and this store or headquarters.",
  },
  nl: {
    title: "Contactwensen",
    consents: "Wat de klant toestaat",
    none: "Niet gezegd",
    unknown: "Niet bekend",
    allowed: "Toegestaan",
    notAllowed: "Niet toegestaan",
    headquarters: "hoofdkantoor",
    "channel.phone": "Telefoon",
    "channel.email": "E-mail",
    "channel.text": "Sms",
    "channel.post": "Post",
    saidNow: "Wordt opgeslagen met de datum van vandaag, en deze winkel of het hoofdkantoor.",
  },
});
