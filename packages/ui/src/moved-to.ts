/** The ids with the `moved` ones put before or after the id `beside`, in their own order. An unknown `beside` leaves the order as it is. */
export function movedTo(ids: readonly string[], moved: readonly string[], { beside, after }: { beside: string; after: boolean }): string[] {
  const rest = ids.filter((id) => !moved.includes(id));
  const place = rest.indexOf(beside);
  if (place === -1) return [...ids];
  return rest.toSpliced(place + (after ? 1 : 0), 0, ...moved);
}
