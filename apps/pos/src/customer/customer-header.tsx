import { useCanGoBack, useRouter } from "@tanstack/react-router";
import type { CustomerDetails } from "@rapport/contract/customers";
import { Avatar, Button, EmailText, IconButton } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useReachWords } from "@rapport/app-shell/customer-form";
import { useIsOn, useMay } from "../session/use-session.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { activityTexts } from "../timeline/activity-texts.ts";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { timelineTexts } from "../timeline/texts.ts";
import { useDraft } from "../unsent/use-unsent.ts";
import { BookActions } from "./book-actions.tsx";
import { ContactActions } from "./contact-actions.tsx";
import { customerTexts } from "./texts.ts";

export function CustomerHeader({
  customer,
  onAddNote,
  onLog,
  onContact,
}: {
  customer: CustomerDetails;
  onAddNote: () => void;
  onLog: () => void;
  onContact: (channel: ContactChannel) => void;
}) {
  const text = useText(customerTexts);
  const words = useReachWords();
  const router = useRouter();
  const noteText = useText(timelineTexts);
  const hasDraft = useDraft({ kind: "note", customerId: customer.customerId }) !== undefined;
  const hasBooks = useIsOn("clienteling");
  const mayWrite = useMay("note.write");
  const mayLog = useMay("activity.write");
  const hasActivityDraft = useDraft({ kind: "activity", customerId: customer.customerId }) !== undefined;
  const activityText = useText(activityTexts);
  const hasEdit = useDraft({ kind: "edit", customerId: customer.customerId }) !== undefined;
  const place = [customer.city, customer.country].filter((part) => part !== "").join(", ");
  const { preferredChannel, preferredLanguage } = customer;
  const wishes = [preferredChannel === "" ? "" : words.channel(preferredChannel), preferredLanguage === "" ? "" : words.language(preferredLanguage)];
  const prefers = wishes.some((wish) => wish !== "") ? text("customer.prefers", { what: wishes.filter((wish) => wish !== "").join(", ") }) : "";
  return (
    <header className="customer-head">
      <BackButton />
      <Avatar size="large" name={customer.name} initials={customer.initials} image={photoOf(customer)} />
      <div className="customer-who">
        <PageTitle title={text("customer.title")}>{customer.name}</PageTitle>
        <p className="r-muted">{[owner(), place, text("customer.account", { number: customer.accountNumber })].filter((part) => part !== "").join(" · ")}</p>
        {(customer.phone !== "" || customer.email !== "" || prefers !== "") && (
          <p className="customer-reach">
            {customer.phone !== "" && <span className="r-num">{customer.phone}</span>}
            {customer.email !== "" && (
              <span>
                <EmailText address={customer.email} />
              </span>
            )}
            {prefers !== "" && <span className="r-muted">{prefers}</span>}
          </p>
        )}
      </div>
      <div className="customer-actions">
        <ContactActions customer={customer} place={place} onContact={onContact} />
        {mayLog && hasBooks && (
          <Button icon="chat" data-action="log" aria-label={activityText(hasActivityDraft ? "goOn" : "log")} onClick={onLog}>
            <span className="contact-word">{activityText("short")}</span>
          </Button>
        )}
        <IconButton
          label={text(hasEdit ? "customer.editOn" : "customer.edit")}
          icon="edit"
          variant="outlined"
          onClick={() => void router.navigate({ to: "/customers/$customerId/edit", params: { customerId: customer.customerId } })}
        />
        {hasBooks && <BookActions customer={customer} />}
        {mayWrite && (
          <Button variant="primary" icon="note" onClick={onAddNote}>
            {noteText(hasDraft ? "note.goOn" : "note.add")}
          </Button>
        )}
      </div>
    </header>
  );

  function owner(): string {
    if (customer.book === null) return text("customer.inNoBook");
    const { book, books } = customer;
    const others = books.flatMap((one) => (one.mine || one.owner === null ? [] : [one.owner.name]));
    const whose = others.length === 0 ? text("customer.ofColleague") : text("customer.inBookOf", { name: others.join(", ") });
    if (!books.some(({ mine }) => mine)) return whose;
    if (books.length === 1) return text("customer.inMyBook");
    // Whose client they are first and foremost (BK1).
    const first = book.mine ? text("customer.primaryMine") : book.owner === null ? "" : text("customer.primaryOther", { name: book.owner.name });
    return [text("customer.inMyBook"), first].filter((part) => part !== "").join(", ");
  }
}

/** Leads back to the list from which the person came, as it was, or else to the start page. */
function BackButton() {
  const text = useText(customerTexts);
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return <IconButton label={text("customer.back")} icon="back" onClick={() => (canGoBack ? router.history.back() : void router.navigate({ to: "/" }))} />;
}

function photoOf({ customerId, photo }: CustomerDetails): string | undefined {
  return photo === null ? undefined : `/api/pos/customers/${customerId}/photo?v=${photo}`;
}
