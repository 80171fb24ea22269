import { useText } from "@rapport/app-shell";
import type { CustomerProfile } from "@rapport/contract/customers";
import { Loaded, Tabs } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { useFeatureIsOn } from "../session/use-feature.ts";
import { PageHead } from "../shell/page-head.tsx";
import { AttributesTab } from "./attributes-tab.tsx";
import "./customers.css";
import { editTexts } from "./edit-texts.ts";
import { GeneralTab } from "./general-tab.tsx";
import { ActivitiesTab, BookTab, OnlineTab, PurchasesTab } from "./history-tabs.tsx";
import { historyTexts } from "./history-texts.ts";
import { useNoteDraft } from "./note-form.tsx";
import { noteTexts } from "./note-texts.ts";
import { NotesTab } from "./notes-tab.tsx";
import { PrivacyTab } from "./privacy-tab.tsx";
import { type OneCustomer, profileQuery } from "./queries.ts";
import { useReadsNotesFirst } from "./reads-notes-first.ts";
import type { CustomerTab } from "./search.ts";
import { customerTexts } from "./texts.ts";

const OF_CLIENTELING: readonly CustomerTab[] = ["activities", "online", "purchases", "book"];

/** Everything about one customer, in tabs. The address names the tab. */
export function CustomerPage() {
  const text = useText(customerTexts);
  const { accountNumber } = useParams({ from: "/signed-in/customers/of/$accountNumber" });
  return (
    <InEntity title={text("title")} permission="customer.manage">
      {(entity) => <One key={`${entity.code} ${accountNumber}`} legalEntity={entity.code} accountNumber={accountNumber} />}
    </InEntity>
  );
}

function One(params: OneCustomer) {
  return <Loaded query={useQuery(profileQuery(params))}>{(profile) => <Profile params={params} profile={profile} />}</Loaded>;
}

function Profile({ params, profile }: { params: OneCustomer; profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const historyText = useText(historyTexts);
  const noteText = useText(noteTexts);
  const editText = useText(editTexts);
  const navigate = useNavigate();
  const readsNotesFirst = useReadsNotesFirst();
  const first = readsNotesFirst ? "notes" : "general";
  // Without clienteling the timeline and the book are hidden (R75).
  const isClientelingOn = useFeatureIsOn("clienteling");
  const { tab: wanted = first } = useSearch({ from: "/signed-in/customers/of/$accountNumber" });
  const tab = isClientelingOn || !OF_CLIENTELING.includes(wanted) ? wanted : first;
  const draft = useNoteDraft(params);
  const notes = { id: "notes" as const, title: noteText("notes"), panel: <NotesTab params={params} draft={draft} /> };
  const tabs = [
    ...(readsNotesFirst ? [notes] : []),
    { id: "general" as const, title: text("general"), panel: <GeneralTab params={params} profile={profile} /> },
    { id: "activities" as const, title: historyText("activities"), panel: <ActivitiesTab params={params} /> },
    ...(readsNotesFirst ? [] : [notes]),
    { id: "attributes" as const, title: text("attributes"), panel: <AttributesTab profile={profile} /> },
    { id: "online" as const, title: historyText("online"), panel: <OnlineTab params={params} /> },
    { id: "purchases" as const, title: historyText("purchases"), panel: <PurchasesTab params={params} /> },
    { id: "book" as const, title: historyText("book"), panel: <BookTab params={params} /> },
    { id: "privacy" as const, title: text("privacy"), panel: <PrivacyTab params={params} profile={profile} /> },
  ];
  return (
    <>
      <PageHead
        title={profile.name}
        trail={[{ key: "customers", link: <Link to="/customers">{text("title")}</Link> }]}
        facts={
          <span className="r-muted r-small">
            {text("accountNumber")} {profile.accountNumber}
          </span>
        }
      >
        <Link to="/customers/of/$accountNumber/edit" params={{ accountNumber: profile.accountNumber }} className="r-button" data-variant="secondary">
          {editText("edit")}
        </Link>
      </PageHead>
      <UnsavedGuard isUnsaved={draft.isUnsaved} />
      <Tabs
        label={text("tabs", { name: profile.name })}
        chosen={tab}
        onChosen={(chosen) => void navigate({ to: ".", search: (before) => ({ ...before, tab: chosen === first ? undefined : chosen }), replace: true })}
        tabs={tabs.filter(({ id }) => isClientelingOn || !OF_CLIENTELING.includes(id))}
      />
    </>
  );
}
