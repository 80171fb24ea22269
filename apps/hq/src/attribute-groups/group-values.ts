import { Refusal } from "@rapport/contract";
import type { AttributeGroup, AttributeValue } from "@rapport/contract/clienteling";
import { readDefault, typedDefault } from "../attributes/default-text.ts";
import type { StoredAttribute } from "../attributes/queries.ts";
import type { StoredGroup } from "./queries.ts";

type Member = AttributeGroup["members"][number];

export function valuesOf(group: StoredGroup) {
  return {
    code: group.code as string,
    name: group.name.en,
    dutch: group.name.nl ?? "",
    members: group.members.map(({ attribute }) => attribute as string),
    defaults: Object.fromEntries(group.members.flatMap(({ attribute, default: value }) => (value === undefined ? [] : [[attribute, typedDefault(value)]]))),
  };
}

/**
 * The members as they are sent; undefined when they are as stored. Numbers that somebody chose stay while the order is the same, and a default whose text
 * nobody changed stays as it is stored.
 */
export function membersOf({
  members,
  defaults,
  group,
  attributes,
}: {
  members: readonly string[];
  defaults: Readonly<Record<string, string>>;
  group: StoredGroup | undefined;
  attributes: readonly StoredAttribute[];
}): (Omit<Member, "attribute"> & { attribute: string })[] | undefined {
  const before = group?.members ?? [];
  const isSameOrder = members.join() === before.map(({ attribute }) => attribute).join();
  const stored = new Map<string, AttributeValue | undefined>(before.map(({ attribute, default: value }) => [attribute, value]));
  const isAsStored = (attribute: string) => stored.has(attribute) && (defaults[attribute] ?? "") === typedDefault(stored.get(attribute));
  if (group !== undefined && isSameOrder && members.every(isAsStored)) return undefined;
  return members.map((attribute, place) => {
    const value = isAsStored(attribute)
      ? stored.get(attribute)
      : readOf(
          defaults[attribute] ?? "",
          attributes.find(({ code }) => code === attribute),
        );
    return {
      attribute,
      displayOrder: (isSameOrder ? before[place]?.displayOrder : undefined) ?? place + 1,
      ...(value !== undefined && { default: value }),
    };
  });
}

/** The text for an attribute that is not known goes as it is: the server says what is wrong with it. */
function readOf(typed: string, of: StoredAttribute | undefined): AttributeValue | undefined {
  if (of !== undefined) return readDefault(typed, of) ?? undefined;
  return typed.trim() === "" ? undefined : typed;
}

/** A refusal of defaults names the field that has them, and each fault its attribute. */
export function besideDefaults(error: unknown, nameAt: (place: number) => string): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.faults.map((fault) => {
    const [first, at, what] = fault.path;
    return first === "members" && what === "default" ? { ...fault, path: ["defaults"], row: nameAt(Number(at)) } : fault;
  });
  return Object.assign(error, { faults });
}
