/**
 * Lets callers go on one after the other, each in a turn of the event loop of its own. Many who come at the same moment are then no burst of work: what else
 * comes, such as hits, is done in between.
 */
export function oneByOne(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const letOneGo = (): void => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(letOneGo);
  };
  return async () =>
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(letOneGo);
    });
}
