/** The browser's storage; if that is switched off, one that lasts as long as the page. */
export function deviceStorage(): Storage {
  try {
    const { localStorage } = globalThis;
    localStorage.getItem("rapport");
    return localStorage;
  } catch {
    return forgetful();
  }
}

function forgetful(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
