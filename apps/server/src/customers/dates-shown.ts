import type { AttributeCode, CustomerId } from "@rapport/contract";
import type { Label } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup } from "../parameters/index.ts";
import { customerWithBook } from "./book-queries.ts";
import { noSuchCustomer, shownAttributes } from "./read-customer.ts";
import { storedAttributes } from "./stored-customer.ts";

export interface DateShown {
  readonly code: AttributeCode;
  readonly name: Label;
  /** `YYYY-MM-DD`, or `--MM-DD` without a year. */
  readonly value: string;
}

/** The dates that a customer's page shows, without defaults, and whether the customer opted out of personalisation. */
export async function datesShown(
  { db }: Pick<Deps, "db">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<{ dates: DateShown[]; optedOut: boolean }> {
  const found = await customerWithBook(db, { legalEntity: actor.legalEntity, customerId });
  if (found === undefined) throw noSuchCustomer();
  const shown = shownAttributes(await publishedSetup(db, actor), { isInBook: found.book_id !== null, values: storedAttributes(found.attributes) });
  return {
    dates: shown.flatMap(({ code, name, type, value, isDefault }) =>
      type === "date" && typeof value === "string" && isDefault !== true ? [{ code, name, value }] : [],
    ),
    optedOut: found.opt_out_personalization,
  };
}
