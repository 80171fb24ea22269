import type { CustomerId, WorkerId } from "@rapport/contract";

/** Text that was typed and not sent yet, kept while the page is open, for one worker only. */
export class NoteDrafts {
  #worker: WorkerId | null = null;
  readonly #texts = new Map<CustomerId, { text: string; pinned: boolean }>();

  /** True when it is the same worker as before; for another one everything is forgotten. */
  belongTo(worker: WorkerId): boolean {
    const same = this.#worker === worker;
    if (!same) this.#texts.clear();
    this.#worker = worker;
    return same;
  }

  forget(): void {
    this.#worker = null;
    this.#texts.clear();
  }

  of(customerId: CustomerId): { text: string; pinned: boolean } {
    return this.#texts.get(customerId) ?? { text: "", pinned: false };
  }

  keep(customerId: CustomerId, draft: { text: string; pinned: boolean }): void {
    if (draft.text.trim() === "") this.#texts.delete(customerId);
    else this.#texts.set(customerId, draft);
  }
}
