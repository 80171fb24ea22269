import { Refusal } from "@rapport/contract";
import type { AttributeGroup } from "@rapport/contract/clienteling";
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

/** The members as they are sent. Numbers that somebody chose stay while the order is the same. */
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
}): (Omit<Member, "attribute"> & { attribute: string })[] {
  const before = group?.members ?? [];
  const isSameOrder = members.join() === before.map(({ attribute }) => attribute).join();
  return members.map((attribute, place) => {
    const of = attributes.find(({ code }) => code === attribute);
    const value = of === undefined ? null : readDefault(defaults[attribute] ?? "", of);
    return {
      attribute,
      displayOrder: (isSameOrder ? before[place]?.displayOrder : undefined) ?? place + 1,
      ...(value !== null && { default: value }),
    };
  });
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
