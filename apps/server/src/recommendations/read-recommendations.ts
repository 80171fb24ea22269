import type { Reply } from "@rapport/contract";
import type { getRecommendations } from "@rapport/contract/clienteling";
import { DAY_MS } from "@rapport/domain";
import { articlesKept, LATELY_DAYS, recommend } from "@rapport/domain/purchases";
import type { CustomerId } from "@rapport/contract";
import { audit } from "../audit/index.ts";
import { customerOrRefusal } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { purchaseHistory } from "../timeline/index.ts";
import { neighboursOf, refreshOf, wantsNone } from "./queries.ts";

const MOST = 12;

/** What to recommend to a customer, with the reason (RC1 to RC4). Who does not want that gets nothing, from the moment they say so (case 66). */
export async function recommendationsFor(
  deps: Pick<Deps, "db" | "warehouse" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<Reply<typeof getRecommendations>> {
  const { db, clock } = deps;
  const { legalEntity } = actor;
  await customerOrRefusal(db, { legalEntity, customerId });
  const optedOut = await wantsNone(db, { legalEntity, customerId });
  const found = optedOut ? NOTHING : await made();
  await audit(deps, { legalEntity, actor, action: "customer.recommendations_viewed", subjects: [customerId] });
  return { optedOut, latelyDays: LATELY_DAYS, ...found };

  async function made() {
    const { lines, known } = await purchaseHistory(deps, { legalEntity, customerId, stores: new Map() });
    const suite = known?.suite ?? null;
    const refresh = suite === null ? undefined : await refreshOf(db, suite);
    if (suite === null || refresh === undefined || refresh.refreshed_at === null) return NOTHING;
    const neighbours = await neighboursOf(db, { suite, articles: articlesKept(lines) });
    const since = new Date(clock.now().getTime() - LATELY_DAYS * DAY_MS).toISOString();
    return {
      madeAt: refresh.refreshed_at.toISOString(),
      comparedOfThousand: refresh.compared_of_thousand,
      recommendations: recommend({ lines, neighbours, since, limit: MOST }),
    };
  }
}

const NOTHING = { madeAt: null, comparedOfThousand: null, recommendations: [] };
