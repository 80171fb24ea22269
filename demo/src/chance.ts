/** A random fraction in [0, 1) for a purpose and a key, the same in every run. */
export function fraction(purpose: string, key: string | number): number {
  let hash = 2166136261;
  const text = `${purpose}:${key}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** One of `choices`, the same for the same purpose and key. */
export function pick<T>({ purpose, key, choices }: { purpose: string; key: string | number; choices: readonly [T, ...T[]] }): T {
  return choices[Math.floor(fraction(purpose, key) * choices.length)] ?? choices[0];
}

/** One of `choices` by weight. */
export function pickWeighted<T>({
  purpose,
  key,
  choices,
}: {
  purpose: string;
  key: string | number;
  choices: readonly (readonly [choice: T, weight: number])[];
}): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fraction(purpose, key) * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const last = choices.at(-1);
  if (last === undefined) throw new Error(`nothing to choose from: ${purpose}`);
  return last[0];
}
