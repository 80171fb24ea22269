import type { SegmentDefinition } from "@rapport/contract/reporting";
import { hashKey } from "@tanstack/react-query";

/** A segment as it is put together on the screen. */
export interface GroupDraft {
  readonly kind: "group";
  readonly id: string;
  readonly context: Context;
  /** All, any, or one after the other. */
  readonly join: Join;
  readonly isExcluded: boolean;
  readonly parts: readonly PartDraft[];
}
export type PartDraft = RuleDraft | GroupDraft;

export interface RuleDraft {
  readonly kind: "rule";
  readonly id: string;
  /** `variables/page` or `metrics/orders`. */
  readonly of: string;
  readonly operator: Operator;
  readonly value: string;
}

export const CONTEXTS = ["hits", "visits", "visitors"] as const;
export type Context = (typeof CONTEXTS)[number];
export type Join = "and" | "or" | "then";

export const TEXT_OPERATORS = ["streq", "not-streq", "contains", "not-contains", "starts-with", "ends-with", "matches", "exists", "not-exists"] as const;
export const AMOUNT_OPERATORS = ["event-exists", "not-event-exists", "ge", "gt", "le", "lt", "eq"] as const;
export type Operator = (typeof TEXT_OPERATORS)[number] | (typeof AMOUNT_OPERATORS)[number];
const WITHOUT_VALUE: readonly string[] = ["exists", "not-exists", "event-exists", "not-event-exists"];

export function isAmount(of: string): boolean {
  return of.startsWith("metrics/");
}

export function needsValue(operator: Operator): boolean {
  return !WITHOUT_VALUE.includes(operator);
}

export function operatorsOf(of: string): readonly Operator[] {
  return isAmount(of) ? AMOUNT_OPERATORS : TEXT_OPERATORS;
}

export function newRule(): RuleDraft {
  return { kind: "rule", id: crypto.randomUUID(), of: "variables/page", operator: "streq", value: "" };
}

export function newGroup(context: Context): GroupDraft {
  return { kind: "group", id: crypto.randomUUID(), context, join: "and", isExcluded: false, parts: [newRule()] };
}

/** The definition that the API takes (SE1). */
export function definitionOf(draft: GroupDraft): SegmentDefinition {
  return { func: "segment", version: [1, 0, 0], container: containerOf(draft) };
}

function containerOf(group: GroupDraft): Record<string, unknown> {
  const pred = joined(group);
  return { func: "container", context: group.context, pred: group.isExcluded ? { func: "without", pred } : pred };
}

function joined({ join, parts }: GroupDraft): Record<string, unknown> {
  // A step is a container; a single condition is one of a hit.
  if (join === "then") return { func: "sequence", stream: parts.map((part) => (part.kind === "group" ? containerOf(part) : stepOf(part))) };
  const preds = parts.map((part) => (part.kind === "group" ? containerOf(part) : ruleOf(part)));
  const [only] = preds;
  return preds.length === 1 && only !== undefined ? only : { func: join, preds };
}

function stepOf(rule: RuleDraft): Record<string, unknown> {
  return { func: "container", context: "hits", pred: ruleOf(rule) };
}

function ruleOf({ of, operator, value }: RuleDraft): Record<string, unknown> {
  if (isAmount(of)) {
    const evt = { func: "event", name: of };
    return needsValue(operator) ? { func: operator, val: { func: "total", evt }, num: numberIn(value) ?? value.trim() } : { func: operator, evt };
  }
  const val = { func: "attr", name: of };
  if (!needsValue(operator)) return { func: operator, val };
  return operator === "matches" ? { func: operator, val, glob: value } : { func: operator, val, str: value };
}

/** A thousand with a separator, or one with three decimals. */
const TWO_WAYS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * A number as people type it, with a comma or a point before its decimals, as definitions write it; null for anything else, and for what
 * can be read in two ways.
 */
export function numberIn(value: string): string | null {
  if (TWO_WAYS.test(value.trim())) return null;
  const text = value.trim().replace(",", ".");
  return /^-?\d{1,18}(?:\.\d{1,8})?$/.test(text) ? text : null;
}

/** The draft of a definition; null for one that this screen cannot show, such as one with limits between steps. */
export function draftOf(definition: unknown): GroupDraft | null {
  const root = recordOf(definition);
  const draft = groupOf(root["func"] === "segment" ? root["container"] : root);
  if (draft === null) return null;
  // Nothing may be lost by opening and saving. The version says only how it is written.
  const whole = root["func"] === "segment" ? { version: [1, 0, 0], ...root } : { func: "segment", version: [1, 0, 0], container: root };
  return same(definitionOf(draft), whole) ? draft : null;
}

function groupOf(value: unknown): GroupDraft | null {
  const { func, context, pred } = recordOf(value);
  const known = CONTEXTS.find((one) => one === context);
  if (func !== "container" || known === undefined) return null;
  const outer = recordOf(pred);
  const isExcluded = outer["func"] === "without";
  const inner = isExcluded ? recordOf(outer["pred"]) : outer;
  const { join, of } = joinOf(inner);
  const parts = of.map((part) => partOf(part, join));
  return parts.every((part) => part !== null) ? { kind: "group", id: crypto.randomUUID(), context: known, join, isExcluded, parts } : null;
}

function joinOf(pred: Record<string, unknown>): { join: Join; of: readonly unknown[] } {
  const { func, preds, stream } = pred;
  if ((func === "and" || func === "or") && Array.isArray(preds)) return { join: func, of: preds };
  if (func === "sequence" && Array.isArray(stream)) return { join: "then", of: stream };
  return { join: "and", of: [pred] };
}

function partOf(value: unknown, join: Join): PartDraft | null {
  const { func, context, pred } = recordOf(value);
  if (func !== "container") return ruleIn(value);
  const rule = join === "then" && context === "hits" ? ruleIn(pred) : null;
  return rule ?? groupOf(value);
}

function ruleIn(value: unknown): RuleDraft | null {
  const { func, val, evt, str, glob, num } = recordOf(value);
  const total = recordOf(val);
  const of = recordOf(evt ?? total["evt"] ?? val)["name"];
  if (typeof of !== "string") return null;
  const operator = operatorsOf(of).find((one) => one === func);
  const text = str ?? glob ?? num ?? "";
  if (operator === undefined || (typeof text !== "string" && typeof text !== "number")) return null;
  return { kind: "rule", id: crypto.randomUUID(), of, operator, value: String(text) };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The same JSON, whatever the order of its keys, and whether a number is written as text. */
function same(one: unknown, other: unknown): boolean {
  const asTexts = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === "number" ? String(each) : each)));
  return hashKey([asTexts(one)]) === hashKey([asTexts(other)]);
}

/** Puts a part in the place of the one with its id, or takes that one away. */
export function changed(group: GroupDraft, id: string, change: (part: PartDraft) => PartDraft | null): GroupDraft {
  const parts = group.parts.flatMap((part) => {
    if (part.id === id) return change(part) ?? [];
    return part.kind === "group" ? [changed(part, id, change)] : [part];
  });
  return { ...group, parts };
}
