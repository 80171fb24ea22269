import { EmptyState, type Loadable, Loaded, Select } from "@rapport/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ChosenSearch } from "../session/chosen-search.ts";
import { PageHead } from "./page-head.tsx";

interface Choice {
  readonly id: string;
  readonly name: string;
}

/**
 * A page about one of several things, which people choose in its head: the first, unless the address names another. For a name that
 * does not exist it says so: the numbers of another thing would mislead.
 */
export function ChosenPage<T>({
  query,
  parameter,
  choiceOf,
  title,
  lead,
  words,
  picks = true,
  begin,
  beside,
  resets = [],
  children,
}: {
  query: Loadable<readonly T[]>;
  /** The name in the address. */
  parameter: keyof ChosenSearch;
  choiceOf: (thing: T) => Choice;
  title: string;
  lead?: string | undefined;
  words: { readonly label: string; readonly none: string; readonly noneText: string; readonly unknown: (id: string) => string; readonly unknownText: string };
  /** False for a page with a head of its own about the chosen thing. Then the head here shows only when there is none. */
  picks?: boolean;
  /** Shown when there is none: where to begin. */
  begin?: ReactNode;
  /** Shown under the picker. */
  beside?: (chosen: T) => ReactNode;
  /** Other parameters of the address. They belong to the thing chosen before, so choosing another one drops them. */
  resets?: readonly string[];
  children: (chosen: T) => ReactNode;
}) {
  const { [parameter]: id } = useSearch({ from: "/signed-in" });
  const navigate = useNavigate();
  const chosen = query.data?.find((thing) => id === undefined || choiceOf(thing).id === id);
  const choices = toldApart(query.data?.map(choiceOf) ?? []);
  const without = Object.fromEntries(resets.map((name) => [name, undefined]));
  return (
    <>
      {(picks || chosen === undefined) && (
        <PageHead title={title} lead={lead}>
          {chosen !== undefined && (
            <div className="hq-chosen">
              <Select
                label={words.label}
                hideLabel
                value={choiceOf(chosen).id}
                // The address that is being opened: a page that is still loading opens with what is chosen meanwhile.
                onChange={(event) => void navigate({ to: ".", search: (before) => ({ ...before, ...without, [parameter]: event.target.value }) })}
                options={choices.map(({ id: value, name }) => ({ value, label: name }))}
              />
              {beside?.(chosen)}
            </div>
          )}
        </PageHead>
      )}
      <Loaded
        query={query}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState title={words.none} text={words.noneText}>
            {begin}
          </EmptyState>
        }
      >
        {() =>
          chosen === undefined ? (
            <EmptyState icon="alert" title={words.unknown(id ?? "")} text={words.unknownText}>
              {choices.map((choice) => (
                <Link
                  key={choice.id}
                  to="."
                  search={(before) => ({ ...before, ...without, [parameter]: choice.id })}
                  className="r-button"
                  data-variant="secondary"
                >
                  {choice.name}
                </Link>
              ))}
            </EmptyState>
          ) : (
            children(chosen)
          )
        }
      </Loaded>
    </>
  );
}

/** Of several with one name, each has its id beside the name. */
function toldApart(choices: readonly Choice[]): readonly Choice[] {
  const firstOf = new Map(choices.toReversed().map(({ id, name }) => [name, id]));
  const lastOf = new Map(choices.map(({ id, name }) => [name, id]));
  return choices.map(({ id, name }) => ({ id, name: firstOf.get(name) === lastOf.get(name) ? name : `${name} (${id})` }));
}
