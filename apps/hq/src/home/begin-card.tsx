import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { bookQueries } from "../address-books/queries.ts";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { groupQueries } from "../permission-groups/queries.ts";
import { registerQueries } from "../registers/queries.ts";
import { StepMark } from "../set-up-guide/step-mark.tsx";
import { publishedStoresQuery } from "../distribution/queries.ts";
import { sessionQuery } from "../session/session-query.ts";
import { suitesQuery } from "../suites/queries.ts";
import { storeQueries, type StoredStore } from "../stores/queries.ts";
import { workerQueries } from "../workers/queries.ts";
import { attentionQuery } from "./queries.ts";
import { homeTexts } from "./texts.ts";

const STEPS = ["/address-books", "/stores", "/registers", "/permission-groups", "/workers", "/unpublished-changes", "activate"] as const;
type Step = (typeof STEPS)[number];
const ONE = { limit: 1 } as const;

/** How to begin, in order, for whoever sets the organisation up: until there is one of everything that a sign-in at a register needs. */
export function BeginCard() {
  const entities = useQuery(entitiesQueryFor("organisation.manage")).data;
  const [first, ...others] = entities ?? [];
  if (entities === undefined || others.length > 0) return null;
  return first === undefined ? <Steps made={new Set()} legalEntity={undefined} suite={null} /> : <OfEntity legalEntity={first.code} suite={first.rsid} />;
}

function OfEntity({ legalEntity, suite }: { legalEntity: string; suite: string | null }) {
  const stores = useQuery(storeQueries.listQuery(legalEntity)).data;
  const wholeStores = stores?.rows.filter(isWhole).length;
  const published = useQuery(publishedStoresQuery(legalEntity)).data;
  const totals: Readonly<Record<Step, number | undefined>> = {
    "/address-books": useQuery(bookQueries.listQuery(legalEntity, ONE)).data?.total,
    "/stores": wholeStores,
    "/registers": useQuery(registerQueries.listQuery(legalEntity, ONE)).data?.total,
    "/permission-groups": useQuery(groupQueries.listQuery(legalEntity, ONE)).data?.total,
    "/workers": useQuery(workerQueries.listQuery(legalEntity, ONE)).data?.total,
    "/unpublished-changes": published?.filter(({ snapshot }) => snapshot !== null).length,
    activate: useActivated(legalEntity),
  };
  const made = new Set(STEPS.filter((step) => totals[step] !== 0));
  const lacking = wholeStores === 0 ? stores?.rows[0] : undefined;
  return made.size === STEPS.length ? null : <Steps made={made} legalEntity={legalEntity} suite={suite} lacking={lacking} />;
}

/** Customers are found by the one kind of address book, and nobody signs in without the other. */
function isWhole({ customerAddressBooks, employeeAddressBooks }: StoredStore): boolean {
  return customerAddressBooks.length > 0 && employeeAddressBooks.length > 0;
}

/** How many registers were ever a device; undefined while that is not known. */
function useActivated(legalEntity: string): number | undefined {
  const registers = useQuery(registerQueries.listQuery(legalEntity, ONE)).data?.total;
  const attention = useQuery(attentionQuery).data;
  if (registers === undefined || attention === undefined) return undefined;
  const never = attention.find((line) => line.kind === "registers" && line.legalEntity === legalEntity);
  return registers - (never?.kind === "registers" ? never.registers : 0);
}

interface Made {
  readonly made: ReadonlySet<Step>;
  readonly legalEntity: string | undefined;
  /** The report suite that it names. */
  readonly suite: string | null;
  /** A store that lacks address books, while none has both kinds. */
  readonly lacking?: StoredStore | undefined;
}

function Steps({ made, legalEntity, suite, lacking }: Made) {
  const text = useText(homeTexts);
  const mayMakeSuites = useQuery(sessionQuery).data?.permissions.includes("reportSuite.manage") === true;
  const hasSuites = (useQuery({ ...suitesQuery, enabled: mayMakeSuites }).data ?? []).length > 0;
  return (
    <Card title={text("begin")}>
      <p className="r-muted">{text("beginText")}</p>
      <ol className="hq-begin">
        <li>
          <Mark isMade={legalEntity !== undefined} />
          <Link to={legalEntity === undefined ? "/legal-entities/new" : "/legal-entities"}>{text("begin./legal-entities")}</Link>
        </li>
        <li>
          <Mark isMade={suite !== null} />
          {mayMakeSuites && !hasSuites ? (
            <Link to="/report-suites/new">{text("begin./report-suites")}</Link>
          ) : legalEntity === undefined ? (
            <span className="r-muted">{text("begin./report-suites")}</span>
          ) : (
            <Link to="/legal-entities/of/$code" params={{ code: legalEntity }}>
              {text("begin./report-suites")}
            </Link>
          )}
        </li>
        {STEPS.map((step) => (
          <li key={step}>
            <Mark isMade={made.has(step)} />
            {/* Each of them belongs to a legal entity. */}
            {legalEntity === undefined ? (
              <span className="r-muted">{text(`begin.${step}`)}</span>
            ) : (
              <Link to={step === "activate" ? "/registers" : step}>{text(`begin.${step}`)}</Link>
            )}
            {step === "/stores" && lacking !== undefined && (
              <span className="r-small r-muted">
                {" "}
                {text(lacking.employeeAddressBooks.length === 0 ? "begin.noEmployeeBooks" : "begin.noCustomerBooks", { name: lacking.name })}
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Mark({ isMade }: { isMade: boolean }) {
  const text = useText(homeTexts);
  return (
    <>
      <StepMark isDone={isMade} />
      {isMade && <span className="r-hidden">{text("begin.made")}</span>}
    </>
  );
}
