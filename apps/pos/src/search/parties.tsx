import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Reply } from "@rapport/contract";
import { openParty, searchParties } from "@rapport/contract/customers";
import { Avatar, Button, useToast } from "@rapport/ui";
import { useRef } from "react";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { charactersMissing } from "./search-query.ts";
import { partyTexts } from "./party-texts.ts";

type Party = Reply<typeof searchParties>["parties"][number];

/** People whom other legal entities share, who have no account here yet (CS5). Shows nothing when there are none. */
export function Parties({ query }: { query: string }) {
  const text = useText(partyTexts);
  const { data } = useQuery({
    queryKey: ["customer-search", "parties", query],
    queryFn: () => ask(searchParties, { body: { query } }),
    enabled: charactersMissing({ query, scope: "all" }) === 0,
  });
  if (data === undefined || data.parties.length === 0) return null;
  return (
    <section className="parties" aria-labelledby="parties">
      <h2 id="parties" className="found-part">
        {text("title")}
      </h2>
      <p className="r-muted r-small">{text("lead")}</p>
      <ul className="found">
        {data.parties.map((party) => (
          <OneParty key={party.partyId} party={party} />
        ))}
      </ul>
      {data.more && <p className="r-muted">{text("more")}</p>}
    </section>
  );
}

function OneParty({ party: { partyId, name, initials, city, legalEntity } }: { party: Party }) {
  const text = useText(partyTexts);
  const { appearance } = usePreferences();
  const navigate = useNavigate();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { askOrApprove } = useApprovals();
  const open = useMutation({
    mutationFn: () => askOrApprove(openParty, { params: { partyId } }),
    async onSuccess({ customerId, accountNumber }) {
      await queryClient.invalidateQueries({ queryKey: ["customer-search"] });
      toast.say(text("opened", { name, number: accountNumber }));
      await navigate({ to: "/customers/$customerId", params: { customerId } });
    },
    onError: (error) => {
      if (!(error instanceof NotApproved)) toast.warn(describeError(error, appearance.language).text);
    },
  });
  const isOpening = useRef(false);
  // The second tap of two comes before the first is known to be under way.
  const openOnce = () => {
    if (isOpening.current) return;
    isOpening.current = true;
    open.mutate(undefined, { onSettled: () => (isOpening.current = false) });
  };
  return (
    <li className="found-row party-row">
      <Avatar size="small" name={name} initials={initials} />
      <div className="found-who">
        <span className="found-link">{name}</span>
        <p className="found-contact r-muted r-small">
          {city !== "" && <span>{city}</span>}
          <span>{text("of", { legalEntity })}</span>
        </p>
      </div>
      <Button busy={open.isPending} aria-label={text("openName", { name })} onClick={openOnce}>
        {text("open")}
      </Button>
    </li>
  );
}
