import type { CallInput, Endpoint, LegalEntityCode, Reply } from "@rapport/contract";
import { getParameters, listAttributeGroups, listAttributes } from "@rapport/contract/clienteling";
import { FEATURES, listFeatures, type FeatureDefinition } from "@rapport/contract/features";
import { listScreenLayouts } from "@rapport/contract/layouts";
import { getLegalEntity, listPermissionGroups, listRegisters, listStores, listWorkers } from "@rapport/contract/organisation";
import { SECTION_NAMES, SECTIONS, type SectionName, type StoreConfig } from "@rapport/contract/publishing";

type Client = <E extends Endpoint>(endpoint: E, input: CallInput<E>) => Promise<Reply<E>>;

/**
 * What each store would show if everything were published now, as the lists of headquarters have it. It shares no query with publishing: each thing is asked for
 * by the endpoint that a person at headquarters sees it by.
 */
export async function headquartersState(api: Client, legalEntity: LegalEntityCode): Promise<ReadonlyMap<string, StoreConfig>> {
  const of = { params: { legalEntity } };
  const [{ attributes }, { attributeGroups }, { screenLayouts }, { stores }, { registers }, { permissionGroups }, { workers }] = await Promise.all([
    api(listAttributes, of),
    api(listAttributeGroups, of),
    api(listScreenLayouts, of),
    api(listStores, of),
    api(listRegisters, of),
    api(listPermissionGroups, of),
    api(listWorkers, of),
  ]);
  const [parameters, entity, { features }] = await Promise.all([api(getParameters, of), api(getLegalEntity, of), api(listFeatures, {})]);
  const layoutsOf = (things: readonly { readonly screenLayout: string | null }[]) =>
    byKey(
      screenLayouts.filter(({ code }) => things.some(({ screenLayout }) => screenLayout === code)),
      ({ code }) => code,
    );
  const decided = features.filter(({ code, decided: state }) => {
    const { release } = FEATURES[code] as FeatureDefinition;
    return release !== "mandatory" && state !== (release === "onByDefault" ? "on" : "off");
  });
  return new Map(
    stores.map((store) => {
      const own = registers.filter((register) => register.store === store.number);
      return [
        store.number,
        shown({
          attributes: byKey(attributes, ({ code }) => code),
          attributeGroups: byKey(attributeGroups, ({ code }) => code),
          parameters: { parameters },
          features: Object.fromEntries(
            decided.map(({ code, decided: state, day, enabledAt }) => [code, { state, day, from: enabledAt && Date.parse(enabledAt) }]),
          ),
          legalEntity: { legalEntity: entity },
          stores: byKey(stores, ({ number }) => number),
          store: { [store.number]: store },
          registers: byKey(own, ({ number }) => number),
          storeLayouts: layoutsOf([store]),
          registerLayouts: layoutsOf(own),
          workerLayouts: layoutsOf(workers),
          permissionGroups: byKey(permissionGroups, ({ code }) => code),
          workers: byKey(workers, ({ operatorId }) => operatorId),
        }),
      ];
    }),
  );
}

function byKey<T>(things: readonly T[], keyOf: (thing: T) => string): Record<string, T> {
  return Object.fromEntries(things.map((thing) => [keyOf(thing), thing]));
}

/** Each thing with the fields that its section publishes. */
function shown(things: Readonly<Record<SectionName, Readonly<Record<string, unknown>>>>): StoreConfig {
  const parsed = SECTION_NAMES.map((name) => [
    name,
    Object.fromEntries(Object.entries(things[name]).map(([key, thing]) => [key, SECTIONS[name].content.parse(thing)])),
  ]);
  return Object.fromEntries(parsed) as StoreConfig;
}

/** For each job that carries something: all that a store shows of it, as a text that is the same in whichever order things and fields stand. */
export function textsOfJobs(store: string, state: StoreConfig): string[] {
  const jobs = [...new Set(SECTION_NAMES.map((name) => SECTIONS[name].job))];
  return jobs.map((job) => {
    const own = SECTION_NAMES.filter((name) => SECTIONS[name].job === job).map((name) => [name, state[name]]);
    return `${store} ${job} ${JSON.stringify(own, (_, value: unknown) => (isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(byCode)) : value))}`;
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byCode([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
