import { useToast } from "@rapport/ui";
import type { SourceFolder } from "@rapport/contract/data-sources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { folderQuery } from "./folder-query.ts";
import type { SourcePlace } from "./source-place.ts";

/** A change whose answer is the folder as it is now. */
export function useFolderChange<Body = void>(
  place: SourcePlace,
  { change, said, onDone }: { change: (body: Body) => Promise<SourceFolder>; said: string; onDone?: () => void },
) {
  const queryClient = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: change,
    onSuccess: (folder) => {
      queryClient.setQueryData(folderQuery(place).queryKey, folder);
      toast.say(said);
      onDone?.();
    },
  });
}
