import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerPath } from "../paths.ts";

export const Recommendation = z
  .object({
    article: z.string(),
    /** The article that the customer has and that speaks most for it. */
    because: z.string(),
    /** How many others have both, of those who were compared; never few (RC3). */
    people: z.int(),
  })
  .meta({ id: "Recommendation" });
export type Recommendation = z.infer<typeof Recommendation>;

export const getRecommendations = endpoint({
  name: "getRecommendations",
  method: "GET",
  path: "/api/pos/customers/:customerId/recommendations",
  permission: "pos",
  looksUp: true,
  feature: "recommendations",
  summary:
    "Articles to recommend to a customer, the best first, each with the reason: what they have, and how many others who have that also have this. Nothing for a customer who does not want it.",
  params: CustomerPath,
  reply: z.object({
    /** The customer does not want recommendations (HC7). */
    optedOut: z.boolean(),
    /** What they bought or gave back within so many days is left out. */
    latelyDays: z.int(),
    /** When purchases were last compared; null when never, or for a customer who opted out. */
    madeAt: z.iso.datetime().nullable(),
    /** Of each thousand customers, how many were compared; `people` counts those alone. Fewer than a thousand where there are very many (RC5). */
    comparedOfThousand: z.int().min(1).max(1000).nullable(),
    recommendations: z.array(Recommendation),
  }),
});
