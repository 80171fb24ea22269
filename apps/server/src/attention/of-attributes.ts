import { AttributeCode, Translated, type LegalEntityCode } from "@rapport/contract";
import type { Attention } from "@rapport/contract/system";
import { FINDABLE_VALUES, inEveryLanguage } from "@rapport/domain";
import { healthOfAttributes, type AttributeHealth } from "../attributes/index.ts";
import type { Deps } from "../deps.ts";
import { worksInDutch } from "../organisation/index.ts";

const FIRST = 5;

/** Lists that are too long to choose from (R40), and Dutch words that are missing where people work in Dutch (U14). */
export async function ofAttributes({ db }: Pick<Deps, "db">, of: { readonly legalEntity: LegalEntityCode; readonly name: string }): Promise<Attention[]> {
  const { legalEntity } = of;
  const [all, isDutch] = await Promise.all([healthOfAttributes(db, legalEntity), worksInDutch(db, legalEntity)]);
  const long = all.filter(({ values }) => values > FINDABLE_VALUES);
  const untranslated = isDutch ? all.filter(({ lacking }) => lacking > 0) : [];
  return [
    ...(long.length === 0
      ? []
      : [{ kind: "long_lists" as const, ...of, attributes: long.length, first: long.slice(0, FIRST).map((one) => ({ ...named(one), values: one.values })) }]),
    ...(untranslated.length === 0
      ? []
      : [
          {
            kind: "translations" as const,
            ...of,
            things: untranslated.length,
            first: untranslated.slice(0, FIRST).map((one) => ({ ...named(one), of: one.of, lacking: one.lacking })),
          },
        ]),
  ];
}

function named({ code, name }: AttributeHealth) {
  return { code: AttributeCode.parse(code), name: inEveryLanguage(Translated.parse(name)) };
}
