import { useText } from "@rapport/app-shell";
import type { FeatureNeed } from "@rapport/contract/features";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../session/session-query.ts";
import type { Attention } from "./queries.ts";
import { featureTexts } from "./texts.ts";

/** Where each is set (R69). */
const TAB = { numberSequence: "numbers", clientBookAttributeGroup: "clienteling" } as const satisfies Record<FeatureNeed, string>;

/** What a feature that is on still lacks in each legal entity, with the way to mend it. */
export function FeatureAttention({ attention }: { attention: readonly Attention[] }) {
  const text = useText(featureTexts);
  const mayMend = useQuery(sessionQuery).data?.permissions.includes("organisation.manage") === true;
  return attention.flatMap(({ legalEntity, name, lacks }) =>
    lacks.map((need) => (
      <span key={`${legalEntity} ${need}`} className="hq-feature-purpose r-small">
        {mayMend ? (
          <Link to="/commerce-parameters" search={{ legalEntity, tab: TAB[need] }}>
            {text(`lacks.${need}`, { name })}
          </Link>
        ) : (
          text(`lacks.${need}`, { name })
        )}
      </span>
    )),
  );
}
