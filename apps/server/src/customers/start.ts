import type { Deps, Running } from "../deps.ts";
import { start as keepDerived } from "./keep-derived.ts";
import { sweepPhotos } from "./photo/sweep.ts";

export async function start(deps: Deps): Promise<Running> {
  await sweepPhotos(deps);
  return await keepDerived(deps);
}
