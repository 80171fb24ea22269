import { type RefObject, useEffect, useEffectEvent } from "react";

/** Keys that mean something everywhere within an element. */
export function useKeys(ref: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const told = useEffectEvent(onKey);
  useEffect(() => {
    const { current: element } = ref;
    const listen = (event: KeyboardEvent) => told(event);
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  }, [ref]);
}
