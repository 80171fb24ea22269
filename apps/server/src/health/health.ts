import type { DemoProgress } from "@rapport/contract/system";

/** What only the running process knows about itself. */
export interface Health {
  /** False until background work runs, and when it no longer can. */
  working(): boolean;
  stopping(): boolean;
  demo(): DemoProgress;
}
