import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Body, CustomerId, Reply } from "@rapport/contract";
import { openParty, searchParties } from "@rapport/contract/customers";
import { Avatar, Banner, Button, Loaded, useToast } from "@rapport/ui";
import { useRef } from "react";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { partyTexts } from "./party-texts.ts";
import type { usePartiesFound } from "./use-parties-found.ts";

type Party = Reply<typeof searchParties>["parties"][number];
type Alike = Reply<typeof openParty>["alike"][number];

/** People whom other legal entities share, who have no account here yet (CS5). Shows nothing when there are none, or nobody shares. */
export function Parties({ found }: { found: ReturnType<typeof usePartiesFound> }) {
  const text = useText(partyTexts);
  if (found.fetchStatus === "idle" && found.status === "pending") return null;
  return (
    <Loaded query={found} isEmpty={({ parties, more }) => parties.length === 0 && !more}>
      {({ parties, more }) => (
        <section className="parties" aria-labelledby="parties">
          <h2 id="parties" className="found-part">
            {text("title")}
          </h2>
          {parties.length > 0 && (
            <>
              <p className="r-muted r-small">{text("lead")}</p>
              <ul className="found">
                {parties.map((party) => (
                  <OneParty key={party.partyId} party={party} />
                ))}
              </ul>
            </>
          )}
          {more && <p className="r-muted">{text("more")}</p>}
        </section>
      )}
    </Loaded>
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
    mutationFn: (body: Partial<Body<typeof openParty>>) => askOrApprove(openParty, { params: { partyId }, body }),
    async onSuccess({ opened }) {
      if (opened === null) return;
      await queryClient.invalidateQueries({ queryKey: ["customer-search"] });
      toast.say(text("opened", { name, number: opened.accountNumber }));
      await navigate({ to: "/customers/$customerId", params: { customerId: opened.customerId } });
    },
    onError: (error) => {
      if (!(error instanceof NotApproved)) toast.warn(describeError(error, appearance.language).text);
    },
  });
  const isOpening = useRef(false);
  // The second tap of two comes before the first is known to be under way.
  const openOnce = (body: Partial<Body<typeof openParty>>) => {
    if (isOpening.current) return;
    isOpening.current = true;
    open.mutate(body, { onSettled: () => (isOpening.current = false) });
  };
  const alike = open.data?.alike ?? [];
  const shown = alike.map(({ customerId }) => customerId);
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
      {alike.length === 0 && (
        <Button busy={open.isPending} aria-label={text("openName", { name })} onClick={() => openOnce({})}>
          {text("open")}
        </Button>
      )}
      {alike.length > 0 && (
        <div className="party-alike">
          <ToChoose
            name={name}
            alike={alike}
            more={open.data?.more === true}
            busy={open.isPending}
            onSame={(same) => openOnce({ shown, same })}
            onNew={() => openOnce({ shown })}
          />
        </div>
      )}
    </li>
  );
}

interface ToChooseProps {
  name: string;
  alike: readonly Alike[];
  more: boolean;
  busy: boolean;
  onSame: (customerId: CustomerId) => void;
  onNew: () => void;
}

/** Customers here who have the same phone number or e-mail address: one of them is this person, or none (CC10). */
function ToChoose({ name, alike, more, busy, onSame, onNew }: ToChooseProps) {
  const text = useText(partyTexts);
  return (
    <Banner tone="warn" title={text("alike", { name })}>
      <ul className="party-choices">
        {alike.map((one) => (
          <li key={one.customerId}>
            <Link to="/customers/$customerId" params={{ customerId: one.customerId }}>
              {one.name}
            </Link>
            <span className="r-muted r-small">{[one.accountNumber, one.city].filter((part) => part !== "").join(" · ")}</span>
            <Button disabled={busy} aria-label={text("sameName", { name: one.name, number: one.accountNumber })} onClick={() => onSame(one.customerId)}>
              {text("same")}
            </Button>
          </li>
        ))}
      </ul>
      {more && <p>{text("alikeMore")}</p>}
      <Button disabled={busy} onClick={onNew}>
        {text("another")}
      </Button>
    </Banner>
  );
}
