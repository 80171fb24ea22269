import type { Saved } from "@rapport/contract";
import { useText } from "@rapport/app-shell";
import { Tag } from "@rapport/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { PageHead } from "../shell/page-head.tsx";
import { AwayButtons, type AwayWords } from "./away-buttons.tsx";
import { type ListAddress, useBackToList } from "./back-to-list.ts";
import { RecordForm, type RecordFormParts } from "./record-form.tsx";
import { recordTexts } from "./texts.ts";

/** What everything that headquarters sets up has. */
export interface Stored {
  /** Absent for what is never out of use. */
  readonly active?: boolean;
  readonly saved: Saved;
}

export interface RecordKind<S extends z.ZodObject, T extends Stored> extends RecordFormParts<S> {
  /** Undefined for a new one. */
  stored: T | undefined;
  /** The first values in the form of a new one. */
  blank: z.input<S>;
  /** Its name. */
  titleOf: (stored: T) => string;
  valuesOf: (stored: T) => z.input<S>;
  put: (values: z.output<S>, version: number) => Promise<unknown>;
  newest: () => Promise<T>;
  /** Absent for what is never out of use. */
  setActive?: ((active: boolean, version: number) => Promise<T>) | undefined;
  /** Absent for what is never deleted. */
  remove?: ((version: number) => Promise<unknown>) | undefined;
  /** What is said before it goes away. */
  awayWords?: AwayWords | undefined;
  /** The first part of the key of every query that shows such things. */
  queryKey: string;
  /** The list that it is in: the page above, and where saving and cancelling lead. */
  list: { readonly to: ListAddress; readonly title: string };
}

/** A page that makes, changes or deletes something. It keeps what it read when it was opened, so that values never change while the person types. */
export function RecordPage<S extends z.ZodObject, T extends Stored>({
  newTitle,
  stored,
  links,
  ...kind
}: RecordKind<S, T> & {
  newTitle: string;
  /** Beside the title: other pages about the same. */
  links?: ReactNode;
}) {
  const text = useText(recordTexts);
  const { to, title } = kind.list;
  const { search } = useBackToList(to);
  const [opened, setOpened] = useState({ thing: stored, times: 1 });
  return (
    <>
      <PageHead
        title={opened.thing === undefined ? newTitle : kind.titleOf(opened.thing)}
        facts={opened.thing?.active === false ? <Tag>{text("outOfUse")}</Tag> : undefined}
        trail={[
          {
            key: to,
            link: (
              <Link to={to} search={search}>
                {title}
              </Link>
            ),
          },
        ]}
      >
        {links}
      </PageHead>
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
  awayWords,
  queryKey,
  list,
  onChanged,
  ...form
}: RecordKind<S, T> & { onChanged: (stored: T) => void }) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: [queryKey] });
  const { goBack } = useBackToList(list.to);
  const leave = async () => {
    await refresh();
    await goBack();
  };
  const away = stored !== undefined && (
    <AwayButtons
      name={titleOf(stored)}
      isActive={stored.active ?? true}
      words={awayWords}
      setActive={
        setActive &&
        (async (active) => {
          onChanged(await setActive(active, stored.saved.version));
          await refresh();
        })
      }
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
      onCancel={() => void goBack()}
      away={away}
    />
  );
}
