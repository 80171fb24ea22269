import type { REASONS, WordsOf } from "@rapport/contract/refusals";
import { some } from "./some.nl.ts";

type OfClientBooks = Extract<keyof typeof REASONS, `client_book.${string}` | `client_request.${string}` | `saved_filter.${string}`>;

/** Reasons to refuse a change of client books and of saved filters, in Dutch. */
export const CLIENT_BOOK_REASONS_NL: Pick<WordsOf<typeof REASONS>, OfClientBooks> = {
  "client_book.in_another": ({ workers, customers, most }) => {
    const who = customers === 1 ? "Deze klant staat" : `${customers} klanten staan`;
    if (most > 1) return `${who} al in zoveel klantenboeken als mag: ${most}${workers.length === 0 ? "" : ` (${some(workers)})`}.`;
    return `${who} al in het klantenboek van ${workers.length === 0 ? "iemand anders" : some(workers)}.`;
  },
  "client_book.not_in": ({ worker, accounts }) =>
    `Niet meer in het klantenboek van ${worker}: klantnummer ${some(accounts)}. Er is niets verplaatst. Laad de lijst opnieuw.`,
  "client_book.not_of_store": ({ clients }) =>
    clients === 1
      ? "Deze klant staat in geen klantenboek van deze winkel. De winkel kan de klant daarom niet overdragen. Er is niets verplaatst."
      : `${clients} van deze klanten staan in geen klantenboek van deze winkel. De winkel kan hen daarom niet overdragen. Er is niets verplaatst.`,
  "client_book.no_longer_in": ({ worker, clients }) =>
    `${clients === 1 ? "Eén klant staat" : `${clients} klanten staan`} niet meer in het klantenboek van ${worker}. Er is niets verplaatst. Laad de lijst opnieuw.`,
  "client_book.too_many": ({ most, clients }) => `Dit zijn ${clients} klanten. Je kunt er hoogstens ${most} tegelijk wijzigen. Kies er minder met een filter.`,
  "client_book.view_changed": ({ seen, clients }) =>
    `De lijst heeft intussen ${clients} klanten, niet ${seen}. Er is niets gewijzigd. Bekijk de lijst opnieuw.`,
  "client_book.not_mine": ({ clients }) =>
    clients === 1
      ? "Een van deze klanten staat niet meer in je klantenboek. Er is niets verwijderd. Bekijk de lijst opnieuw."
      : `${clients} van deze klanten staan niet meer in je klantenboek. Er is niets verwijderd. Bekijk de lijst opnieuw.`,
  "client_book.undo_gone": ({ minutes }) => `Dit kan niet meer ongedaan worden gemaakt. Dat kan alleen met wat je het laatst deed, ${minutes} minuten lang.`,
  "client_book.changed_since": ({ clients }) =>
    clients === 1
      ? "Intussen heeft iemand een van deze klanten in een ander boek gezet of verwijderd. Er is niets ongedaan gemaakt."
      : `Intussen heeft iemand ${clients} van deze klanten in een ander boek gezet of verwijderd. Er is niets ongedaan gemaakt.`,
  "client_book.same": ({ worker }) => `Deze klanten zijn al van ${worker}. Kies iemand anders.`,
  "client_request.too_many": ({ most }) => `Je vroeg binnen een uur om ${most} klanten. Vraag later om andere, of spreek je collega's aan.`,
  "client_request.own": () => "Deze klant staat in je eigen klantenboek.",
  "client_request.nobody": () => "Deze klant staat in niemands klantenboek. Je kunt de klant in het jouwe zetten.",
  "client_request.gone": () => "Dit is al beantwoord, of de klant staat niet meer in je boek.",
  "client_request.answered": () => "Dit is al beantwoord. Sluit dit en vraag het opnieuw als je dat nog wilt.",
  "saved_filter.unknown": () => "Dit filter is er niet meer.",
  "saved_filter.changed": () => "Intussen heeft iemand anders dit filter gewijzigd. Bekijk het opnieuw.",
  "saved_filter.name_taken": ({ name }) => `Er is al een filter met de naam ${name}.`,
  "saved_filter.too_many": ({ most }) => `Er zijn al ${most} filters, meer kan niet. Verwijder er eerst een.`,
};
