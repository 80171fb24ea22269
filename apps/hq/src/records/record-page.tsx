import type { Saved } from "@rapport/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { PageHead } from "../shell/page-head.tsx";
import { AwayButtons } from "./away-buttons.tsx";
import { RecordForm, type RecordFormParts } from "./record-form.tsx";

/** What every thing that headquarters sets up has. */
export interface Stored {
  readonly active: boolean;
  readonly saved: Saved;
}

export interface RecordKind<S extends z.ZodObject, T extends Stored> extends RecordFormParts<S> {
  /** Undefined for a new one. */
  stored: T | undefined;
  /** What the form of a new one starts with. */
  blank: z.input<S>;
  /** What it is called. */
  titleOf: (stored: T) => string;
  valuesOf: (stored: T) => z.input<S>;
  put: (values: z.output<S>, version: number) => Promise<unknown>;
  newest: () => Promise<T>;
  setActive: (active: boolean, version: number) => Promise<T>;
  /** Stays away for what is never deleted. */
  remove?: ((version: number) => Promise<unknown>) | undefined;
  /** First member of the keys of every query that shows such things. */
  queryKey: string;
  /** Back to the list. */
  onLeave: () => void | Promise<void>;
}

/** A page that makes, changes or takes away one thing. It keeps to what was read when it was opened: what is typed never changes under the person's hands. */
export function RecordPage<S extends z.ZodObject, T extends Stored>({
  newTitle,
  trail,
  stored,
  ...kind
}: RecordKind<S, T> & { newTitle: string; trail: { readonly key: string; readonly link: ReactNode } }) {
  const [opened, setOpened] = useState({ thing: stored, times: 1 });
  return (
    <>
      <PageHead title={opened.thing === undefined ? newTitle : kind.titleOf(opened.thing)} trail={[trail]} />
      <Opened key={opened.times} {...kind} stored={opened.thing} onChanged={(thing) => setOpened({ thing, times: opened.times + 1 })} />
    </>
  );
}

function Opened<S extends z.ZodObject, T extends Stored>({
  stored,
  blank,
  titleOf,
  valuesOf,
  put,
  newest,
  setActive,
  remove,
  queryKey,
  onLeave,
  onChanged,
  ...form
}: RecordKind<S, T> & { onChanged: (stored: T) => void }) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: [queryKey] });
  const leave = async () => {
    await refresh();
    await onLeave();
  };
  const away = stored !== undefined && (
    <AwayButtons
      name={titleOf(stored)}
      isActive={stored.active}
      setActive={async (active) => {
        onChanged(await setActive(active, stored.saved.version));
        await refresh();
      }}
      remove={
        remove &&
        (async () => {
          await remove(stored.saved.version);
          await leave();
        })
      }
    />
  );
  return (
    <RecordForm
      {...form}
      start={stored === undefined ? blank : valuesOf(stored)}
      saved={stored?.saved}
      save={put}
      newest={async () => {
        const thing = await newest();
        return { values: valuesOf(thing), saved: thing.saved };
      }}
      onSaved={leave}
      onCancel={() => void onLeave()}
      away={away}
    />
  );
}
