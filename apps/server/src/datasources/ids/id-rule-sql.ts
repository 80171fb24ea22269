import type { IdRule } from "@rapport/contract/data-sources";
import { changesIds, PLAIN_IDS } from "@rapport/domain";
import { z } from "zod";

/** A source's rule for its ids, as parameters for the engine. */
export const IdRuleParameters = z.object({
  plainIds: z.number(),
  idBlanks: z.number(),
  idRemovePrefix: z.string(),
  idZeros: z.number(),
  idLetters: z.string(),
  idAddPrefix: z.string(),
});
export type IdRuleParameters = z.infer<typeof IdRuleParameters>;

export function idRuleParameters(rule: IdRule): IdRuleParameters {
  return {
    plainIds: changesIds(rule) ? 0 : 1,
    idBlanks: rule.blanks === "left_out" ? 1 : 0,
    idRemovePrefix: rule.removePrefix,
    idZeros: rule.zeros === "left_out" ? 1 : 0,
    idLetters: rule.letters,
    idAddPrefix: rule.addPrefix,
  };
}

/** A stored rule; `{}` is that of a source of an early version. */
export function storedIdRule(stored: unknown): IdRule {
  return { ...PLAIN_IDS, ...(stored as Partial<IdRule>) };
}

/** Each step takes the id of the one before once, whatever the text of that is. */
const step = (name: string, id: string, read: string) => `arrayMap(${name} -> ${read}, [${id}])[1]`;
const BLANKS = "[ \\\\x{a0}]+";

/** The engine's form of `readIdBy` (domain); a test demands the same of both. */
export function readIdSql(id: string): string {
  const withoutBlanks = step("blank", id, `if({idBlanks:UInt8} AND match(blank, '[^ \\\\x{a0}]'), replaceRegexpAll(blank, '${BLANKS}', ''), blank)`);
  const withoutPrefix = step(
    "long",
    withoutBlanks,
    "if({idRemovePrefix:String} != '' AND startsWith(long, {idRemovePrefix:String}) AND length(long) > length({idRemovePrefix:String}), substring(long, length({idRemovePrefix:String}) + 1), long)",
  );
  const withoutZeros = step("zero", withoutPrefix, "if({idZeros:UInt8} AND match(zero, '[^0]'), replaceRegexpOne(zero, '^0+', ''), zero)");
  const lettered = step("letter", withoutZeros, "multiIf({idLetters:String} = 'lower', lower(letter), {idLetters:String} = 'upper', upper(letter), letter)");
  return `if({plainIds:UInt8}, ${id}, if(${id} = '', '', concat({idAddPrefix:String}, ${lettered})))`;
}
