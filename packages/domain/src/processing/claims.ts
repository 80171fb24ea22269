/** Keys that count only once in a suite; "first" is the lowest (received_at, seq). */
export interface Claim {
  readonly kind: "message" | "purchase" | "serial";
  readonly key: string;
}

/** What the suite saw before this hit. */
export interface Claims {
  has(claim: Claim): boolean;
  /** `off`: seen only while Transaction ID Storage was off. */
  transaction(id: string): "recorded" | "off" | undefined;
}
