import { ask, describeError, useText } from "@rapport/app-shell";
import {
  activateDataSource,
  changeDataSource,
  type DataSourceAccount,
  deactivateDataSource,
  type OnErrors,
  restartDataSource,
} from "@rapport/contract/data-sources";
import { useToast, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { COMPANY } from "../../company.ts";
import { sourcesQuery } from "../queries.ts";
import { manageTexts } from "./texts.ts";

type Action = { readonly kind: "restart" | "deactivate" | "activate" } | { readonly kind: "onErrors"; readonly value: OnErrors };

/** What can be done with a source beside its files. What became of it is said in a toast, and so is a refusal. */
export function useSourceActions(rsid: string, { data_source_id: dataSourceId }: Pick<DataSourceAccount, "data_source_id">) {
  const text = useText(manageTexts);
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const params = { company: COMPANY, rsid, dataSourceId };
  const act = useMutation({
    mutationFn: (action: Action) => {
      switch (action.kind) {
        case "restart":
          return ask(restartDataSource, { params });
        case "deactivate":
          return ask(deactivateDataSource, { params });
        case "activate":
          return ask(activateDataSource, { params });
        case "onErrors":
          return ask(changeDataSource, { params, body: { on_errors: action.value } });
      }
    },
    async onSuccess(_, action) {
      const stale = [
        sourcesQuery(rsid).queryKey,
        ["source-activity", rsid],
        ["source-files", rsid],
        ["jobs", rsid, dataSourceId],
        ["source-folder", rsid, dataSourceId],
      ];
      await Promise.all(stale.map(async (queryKey) => await queryClient.invalidateQueries({ queryKey })));
      toast.say(text(WORDS[action.kind === "onErrors" ? action.value : action.kind]));
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return { act: act.mutate, isBusy: act.isPending };
}

const WORDS = { restart: "restarted", deactivate: "deactivated", activate: "activated", stop: "stops", continue: "goesOn" } as const;
