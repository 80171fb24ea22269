import { describeError, useText } from "@rapport/app-shell";
import { LEAST_CHARACTERS_OF_ALL_STORES } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { Button, Checkbox, Dialog, ErrorText, Loaded, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAskBeforeClose } from "../records/guarded-dialog.tsx";
import { SettledSearch } from "../shell/settled-search.tsx";
import { addClients, freeQuery, useBooksChanged, type OneBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

/** Finds customers who are in nobody's book, and adds those who are chosen. */
export function AddDialog({ params, name, onClose }: { params: OneBook; name: string; onClose: () => void }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const booksChanged = useBooksChanged();
  const [search, setSearch] = useState("");
  const [chosen, choose] = useState<ReadonlyMap<string, string>>(new Map());
  const isLong = search !== "" && lettersMissingForAllStores(search) === 0;
  const found = useQuery({ ...freeQuery(params.legalEntity, search), enabled: isLong });
  const add = useMutation({
    mutationFn: () => addClients(params, [...chosen.keys()]),
    async onSuccess({ added }) {
      toast.say(text("added", { count: added, formatted: formats.number(added) }));
      onClose();
      await booksChanged();
    },
  });
  const toggle = ({ accountNumber, name: client }: { accountNumber: string; name: string }) => {
    const next = new Map(chosen);
    if (!next.delete(accountNumber)) next.set(accountNumber, client);
    choose(next);
  };
  const listed = [
    ...[...chosen].map(([accountNumber, client]) => ({ accountNumber, name: client })),
    ...(isLong ? (found.data ?? []).filter(({ accountNumber }) => !chosen.has(accountNumber)) : []),
  ];
  const { close, question } = useAskBeforeClose({ isChanged: chosen.size > 0 && !add.isSuccess, onClose });
  return (
    <>
      <Dialog
        open
        onOpenChange={(stays) => !stays && close()}
        title={text("addTitle", { name })}
        description={text("addText")}
        footer={
          <>
            <Button onClick={close}>{text("cancel")}</Button>
            <Button variant="primary" disabled={chosen.size === 0} busy={add.isPending} onClick={() => add.mutate()}>
              {chosen.size === 0 ? text("add") : text("adding", { count: chosen.size, formatted: formats.number(chosen.size) })}
            </Button>
          </>
        }
      >
        <div className="hq-book-add">
          <SettledSearch label={text("search")} value={search} most={100} onValue={setSearch} />
          {!isLong && <p className="r-hint">{text("searchHint", { least: LEAST_CHARACTERS_OF_ALL_STORES })}</p>}
          <ul aria-label={text("clients")}>
            {listed.map((one) => (
              <li key={one.accountNumber}>
                <Checkbox
                  label={
                    <>
                      {one.name} <span className="r-muted r-small">{one.accountNumber}</span>
                    </>
                  }
                  checked={chosen.has(one.accountNumber)}
                  onChange={() => toggle(one)}
                />
              </li>
            ))}
          </ul>
          {isLong && <Loaded query={found}>{(rows) => rows.length === 0 && <p className="r-muted">{text("nobody")}</p>}</Loaded>}
          {add.error !== null && <ErrorText>{describeError(add.error, language).text}</ErrorText>}
        </div>
      </Dialog>
      {question}
    </>
  );
}
