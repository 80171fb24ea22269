import type { ErrorWords } from "./error-words.ts";

export const nl: ErrorWords = {
  kinds: {
    invalid: { title: "Dit is niet aangenomen", text: "Kijk na wat je hebt ingevuld en probeer het opnieuw." },
    signed_out: { title: "Je bent uitgelogd", text: "Log opnieuw in om verder te gaan." },
    forbidden: { title: "Dit mag je niet doen", text: "Je rol geeft hier geen recht op. Vraag het je manager." },
    not_found: { title: "Niet gevonden", text: "Het is misschien verwijderd, of hoort bij een ander bedrijf." },
    method_not_allowed: { title: "Er ging iets mis", text: "Laad de pagina opnieuw en probeer het nog eens." },
    not_acceptable: { title: "Er ging iets mis", text: "Laad de pagina opnieuw en probeer het nog eens." },
    conflict: { title: "Dit kan nu niet", text: "Iemand anders was je voor. Laad opnieuw en kijk nog eens." },
    too_large: { title: "Te groot", text: "Stuur minder tegelijk." },
    unsupported_media_type: { title: "Dit soort bestand kan niet worden gelezen", text: "Kijk het bestand na en probeer het opnieuw." },
    too_many: { title: "Te veel pogingen", text: "Wacht even en probeer het opnieuw." },
    unavailable: { title: "Geen verbinding", text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw." },
    busy: { title: "Het is druk", text: "De server heeft het te druk. Wacht even en probeer het opnieuw." },
  },
  nowhere: "het verzoek",
  here: (clause) => `Dit ${clause}.`,
  verbs: /^(is|zijn|was|heeft|bevat|moet|kan|ligt|ontbreekt|staat|kent|past|start|eindigt|overlapt|blijft|neemt)\b/,
  more: (count) => `En nog ${count}.`,
};
