import { Link } from "@tanstack/react-router";
import type { CardSlot, ClientCard as Client } from "@rapport/contract/clienteling";
import { Avatar, EmailText, useFormats } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import "./client-book.css";
import { useNotation } from "./use-notation.ts";
import { photoAddress } from "./photo-address.ts";
import { shownSlot } from "./slot.ts";
import { useSession } from "../session/use-session.ts";
import { listTexts } from "./list-texts.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";

/** A client's card (R14 to R21). The whole card leads to the client's page; the name is the link. */
export function ClientCard({ client, inStore = false }: { client: Client; inStore?: boolean }) {
  const whose = useWhose(client, { inStore });
  const sorted = useSorted(client);
  return (
    <article className="client-card">
      <div className="client-card-who">
        <Avatar name={client.name} initials={client.initials} image={photoAddress(client)} />
        <div className="client-card-lines">
          <h3>
            <Link to="/customers/$customerId" params={{ customerId: client.customerId }} className="client-card-link">
              {client.name}
            </Link>
          </h3>
          {client.phone !== "" && <p className="client-card-line r-num">{client.phone}</p>}
          {client.email !== "" && (
            <p className="client-card-line">
              <EmailText address={client.email} />
            </p>
          )}
          {sorted !== null && <p className="client-card-line client-card-sorted">{sorted}</p>}
          {whose !== null && <p className="client-card-line client-card-whose">{whose}</p>}
        </div>
      </div>
      {client.slots.length > 0 && (
        <dl className="slots">
          {client.slots.map((slot) => (
            <Slot key={slot.code} slot={slot} />
          ))}
        </dl>
      )}
    </article>
  );
}

/** Whose client it is: always in the store's books, in one's own where it is not plain (R15, BK1). */
function useWhose({ owner, otherOwners }: Client, { inStore }: { inStore: boolean }): string | null {
  const text = useText(storeTexts);
  const { worker } = useSession();
  const others = otherOwners.map(({ name }) => name).join(", ");
  if (inStore) return owner === null ? null : text("card.ofOwners", { names: others === "" ? owner.name : `${owner.name}, ${others}` });
  if (owner === null) return text("card.colleague");
  if (owner.operatorId !== worker.operatorId) return text("card.primary", { name: owner.name });
  return others === "" ? null : text("card.also", { names: others });
}

/** By what the client stands here, where no slot shows it. */
function useSorted({ sortedBy, slots }: Client): string | null {
  const { appearance } = usePreferences();
  const text = useText(listTexts);
  const formats = useFormats();
  switch (sortedBy?.kind) {
    case "instant":
      return text("card.lastContact", { when: formats.relativeDay(sortedBy.at) ?? formats.date(sortedBy.at) });
    case "nextDate":
      return text("card.nextDate", { name: sortedBy.name[appearance.language], when: formats.dayAndMonth(sortedBy.day) });
    case "day":
      return slots.some(({ code }) => code === "lastPurchase") ? null : text("card.lastPurchase", { when: formats.date(sortedBy.day) });
    default:
      return null;
  }
}

function Slot({ slot }: { slot: CardSlot }) {
  const { appearance } = usePreferences();
  const text = useText(bookTexts);
  const formats = useFormats();
  const { value, note, state, isDefault } = shownSlot(slot, { ...useNotation(), brief: true });
  const refreshed =
    slot.kind === "measure"
      ? slot.refreshedAt === null
        ? text("slot.notRefreshed")
        : text("slot.refreshed", { when: formats.dateTime(slot.refreshedAt) })
      : undefined;
  return (
    <div className="slot" title={refreshed}>
      <dt>{slot.kind === "measure" ? text(`measure.${slot.code}`) : slot.name[appearance.language]}</dt>
      <dd data-state={state}>
        {state === "value" && value}
        {state === "unavailable" && text("slot.unavailable")}
        {state === "none" && (
          <>
            <span aria-hidden="true">–</span>
            <span className="r-hidden">{text("slot.none")}</span>
          </>
        )}
        {note !== null && (
          <span className="slot-note" data-quiet={isDefault ? "" : undefined}>
            {note}
          </span>
        )}
      </dd>
    </div>
  );
}
