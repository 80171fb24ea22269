/** What stands in one row of a list: these clients, or the words before those who have nothing the list is sorted by. */
export type ListRow = { readonly kind: "clients"; readonly from: number; readonly to: number } | { readonly kind: "rest" };

export interface Rows {
  readonly count: number;
  readonly rowAt: (index: number) => ListRow;
  /** In which row a client stands. */
  readonly indexOf: (client: number) => number;
}

/**
 * Clients in rows of `columns`.
 *
 * @param rest at which client those begin who have nothing the list is sorted by; as many as there are clients when nobody is
 */
export function rowsOf({ clients, columns, rest }: { clients: number; columns: number; rest: number }): Rows {
  const before = Math.ceil(rest / columns);
  const hasRest = rest < clients;
  return {
    count: before + (hasRest ? 1 + Math.ceil((clients - rest) / columns) : 0),
    rowAt(index) {
      if (index < before) return { kind: "clients", from: index * columns, to: Math.min(rest, (index + 1) * columns) };
      if (index === before) return { kind: "rest" };
      const from = rest + (index - before - 1) * columns;
      return { kind: "clients", from, to: Math.min(clients, from + columns) };
    },
    indexOf: (client) => (client < rest ? Math.floor(client / columns) : before + 1 + Math.floor((client - rest) / columns)),
  };
}

const GAP_PX = 14;
const NARROWEST_CARD_PX = 300;

/** How many cards stand beside each other in this width. */
export function columnsIn(widthPx: number): number {
  return Math.max(1, Math.floor((widthPx + GAP_PX) / (NARROWEST_CARD_PX + GAP_PX)));
}
