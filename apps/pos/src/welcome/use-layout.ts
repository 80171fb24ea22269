import { nearestSize, shownGrids, STANDARD_SIZES, type ShownGrid } from "@rapport/domain/layouts";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useSession } from "../session/use-session.ts";
import { layoutQuery } from "./layout-query.ts";
import { isShownTo } from "./operations.ts";

/** The grids of the welcome screen for this device and this worker (LA1, LA4); undefined while the layout is not known. Without one, and when it cannot be loaded, the product's own. */
export function useWelcomeGrids(): { readonly grids: readonly ShownGrid[]; readonly isCompact: boolean } | undefined {
  const { permissions, worker } = useSession();
  const { data, isPending } = useQuery(layoutQuery(worker.id));
  const width = useSyncExternalStore(onResize, () => window.innerWidth);
  const height = useSyncExternalStore(onResize, () => window.innerHeight);
  if (isPending) return undefined;
  const size = nearestSize(data?.layout?.sizes ?? STANDARD_SIZES, { width, height });
  if (size === undefined) return { grids: [], isCompact: false };
  return { grids: shownGrids(size, { screen: "welcome", isShown: isShownTo(permissions) }), isCompact: size.kind === "compact" };
}

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}
