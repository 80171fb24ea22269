import type { Consent } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";

/** When and where somebody says something of a customer, unless they say otherwise (HC9). */
export function sayingOf(actor: Actor, clock: Deps["clock"]): Omit<Consent, "state"> {
  const at = clock.now().toISOString();
  switch (actor.kind) {
    case "pos":
      return { at, where: actor.published.stores[actor.store]?.name ?? actor.store };
    case "apiKey":
      return { at, where: actor.name };
    case "headquarters":
      return { at, where: "headquarters" };
    case "public":
      throw new Error("whoever is not known changes no customer");
  }
}
