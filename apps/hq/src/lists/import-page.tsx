import { useText } from "@rapport/app-shell";
import type { ImportId, ListName } from "@rapport/contract/lists";
import { Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { FileCard } from "./file-card.tsx";
import { ImportCard } from "./import-card.tsx";
import "./lists.css";
import { importQuery, isOfDistribution, isOfHouse, type ListPlace } from "./queries.ts";
import { listTexts } from "./texts.ts";

export function ImportPage() {
  const { list } = useParams({ from: "/signed-in/lists/$list" });
  return <Into list={list} importId={useSearch({ from: "/signed-in/lists/$list" }).import} />;
}

/** Imports a file into a list: of the legal entity that the head picks, or of legal entities. */
function Into({ list, importId }: { list: ListName; importId: ImportId | undefined }) {
  const text = useText(listTexts);
  const title = text("title", { list: text(`list.${list}`) });
  if (isOfHouse(list))
    return (
      <>
        <PageHead title={title} lead={text("lead")} />
        <Import list={list} legalEntity="" importId={importId} />
      </>
    );
  return (
    <EntityPage title={title} lead={text("lead")} permission={permissionOf(list)} resets={["import"]}>
      {({ code }) => <Import key={code} list={list} legalEntity={code} importId={importId} />}
    </EntityPage>
  );
}

function permissionOf(list: ListName): "customer.manage" | "organisation.manage" | "publishing.manage" {
  if (isOfDistribution(list)) return "publishing.manage";
  return list === "customers" || list === "client-books" ? "customer.manage" : "organisation.manage";
}

/** Where the list is, if that is not its own address. */
const PAGES = {
  "number-sequences": "/commerce-parameters",
  parameters: "/commerce-parameters",
  schedules: "/distribution-schedules",
} as const satisfies Partial<Record<ListName, string>>;

function pageOf(list: ListName) {
  return list in PAGES ? PAGES[list as keyof typeof PAGES] : (`/${list as Exclude<ListName, keyof typeof PAGES>}` as const);
}

function Import({ importId, ...place }: ListPlace & { importId: ImportId | undefined }) {
  const navigate = useNavigate();
  return (
    <div className="hq-import">
      <FileCard place={place} onSent={({ id }) => void navigate({ to: ".", search: (before) => ({ ...before, import: id }) })} />
      {importId !== undefined && <Sent {...place} importId={importId} />}
    </div>
  );
}

function Sent(of: ListPlace & { importId: ImportId }) {
  const query = useQuery(importQuery(of));
  return <Loaded query={query}>{(sent) => <ImportCard of={of} sent={sent} back={<BackToList list={of.list} />} />}</Loaded>;
}

function BackToList({ list }: { list: ListName }) {
  const text = useText(listTexts);
  return (
    <Link to={pageOf(list)} className="r-button" data-variant="secondary">
      {text("back")}
    </Link>
  );
}
