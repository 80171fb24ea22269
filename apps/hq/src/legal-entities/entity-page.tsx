import { useText } from "@rapport/app-shell";
import type { Permission } from "@rapport/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { sessionQuery } from "../session/session-query.ts";
import { ChosenPage } from "../shell/chosen-page.tsx";
import { entitiesQueryFor, type OwnEntity } from "./queries.ts";
import { entityTexts } from "./texts.ts";

interface AboutEntity {
  title: string;
  lead?: string | undefined;
  /** The permission that the page needs. The picker offers the legal entities for which the person holds it. */
  permission: Permission;
  /** Further parameters of the address that belong to the legal entity. */
  resets?: readonly string[];
  children: (entity: OwnEntity) => ReactNode;
}

/** A page about one legal entity, which its head picks. */
export function EntityPage(page: AboutEntity) {
  return <Chosen {...page} picks />;
}

/** A page about one part of the chosen legal entity, with a head of its own. `title` shows when there is no such legal entity. */
export function InEntity(page: Omit<AboutEntity, "lead">) {
  return <Chosen {...page} picks={false} />;
}

function Chosen({ permission, picks, resets = [], ...page }: AboutEntity & { picks: boolean }) {
  const text = useText(entityTexts);
  const entities = useQuery(entitiesQueryFor(permission));
  const mayBegin = useQuery(sessionQuery).data?.permissions.includes("organisation.manage") === true;
  return (
    <ChosenPage
      {...page}
      query={entities}
      parameter="legalEntity"
      begin={
        mayBegin && (
          <Link to="/legal-entities/new" className="r-button" data-variant="primary">
            {text("new")}
          </Link>
        )
      }
      picks={picks}
      choiceOf={({ code, name }) => ({ id: code, name })}
      words={{
        label: text("legalEntity"),
        none: text("none"),
        noneText: text("noneText"),
        unknown: (code) => text("unknown", { code }),
        unknownText: text("unknownText"),
      }}
      resets={["search", "active", "page", ...resets]}
    />
  );
}
