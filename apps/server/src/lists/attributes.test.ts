import { getAttribute, getAttributeGroup, listAttributeGroups, listAttributes, putAttribute, putAttributeGroup } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { afterAll, expect, test } from "vitest";
import { newBookShop, newEntity, testServer } from "../testing/index.ts";
import { listsOf } from "./lists.fixture.ts";

const server = await testServer();
const { api } = server;
afterAll(async () => await server.close());

const ODD = "=1+1, 'quoted' | \\ \"twice\"; – Ünïcødé 名前";

/** A shop with something odd in its attributes and groups. */
async function full() {
  const { legalEntity } = await newBookShop(server);
  const put = async (code: string, body: object) => await api(putAttribute, { params: { legalEntity, code }, body: { refinable: false, ...body } });
  const values = [
    { value: "-a|b", label: { en: ODD, nl: "=Geelgoud" } },
    { value: "plain", label: { en: "plain" } },
    { value: "same", label: { en: "same", nl: "same" } },
    { value: "line", label: { en: "two\nlines" } },
  ];
  await put("odd", { name: { en: ODD, nl: "=Gek" }, type: "text", values, multiple: true, default: ["-a|b", "plain"], mandatory: true });
  await put("length", { name: { en: "Length" }, type: "decimal", unit: { en: "cm" }, lower: -0.5, upper: 250.25, default: 1.5, mandatory: false });
  await put("years", {
    name: { en: "Years" },
    type: "integer",
    unit: { en: "years", nl: "jaar" },
    refinable: true,
    filter: { kind: "range", thresholds: [-10, 0.5, 20] },
  });
  await put("limit", { name: { en: "Limit" }, type: "currency", lower: 1, default: "12.50", filter: { kind: "list", multi: true } });
  for (const bars of [true, false])
    await put(`slide${String(bars)}`, { name: { en: "Slide" }, type: "integer", refinable: true, filter: { kind: "slider", bars } });
  await put("yes", { name: { en: "Yes" }, type: "boolean", default: false });
  await put("day", { name: { en: "Day" }, type: "date", default: "--02-29", refinable: true, filter: { kind: "date" } });
  const members = [
    { attribute: "odd", displayOrder: 7, default: ["plain"] },
    { attribute: "limit", displayOrder: 7, default: { amount: "3", currency: "EUR" } as const },
    { attribute: "yes", displayOrder: 9, default: true },
    { attribute: "day", displayOrder: 0, default: "2001-01-01" },
    { attribute: "length", displayOrder: 12 },
  ];
  await api(putAttributeGroup, { params: { legalEntity, code: "odd" }, body: { name: { en: ODD, nl: "Gek" }, members: members as [] } });
  return { legalEntity, lists: listsOf(server, legalEntity) };
}

async function contentOf(legalEntity: string) {
  const bare = <T extends { saved: unknown }>({ saved: _, ...rest }: T) => ({ ...rest, usedFor: undefined });
  const { attributes } = await api(listAttributes, { params: { legalEntity } });
  const { attributeGroups } = await api(listAttributeGroups, { params: { legalEntity } });
  return [attributes.map(bare), attributeGroups.map(bare)];
}

test("IE1 attributes and their groups come back as they went out, and make the same where there are none", async () => {
  const { legalEntity, lists } = await full();
  const other = await newEntity(server);
  const target = listsOf(server, other.legalEntity);
  for (const list of ["attributes", "attribute-groups"] as const) {
    const file = await lists.exported(list, "semicolon");
    const again = await lists.checked(list, file);
    expect([list, again, await lists.problems(again)]).toMatchObject([list, { phase: "checked", added: 0, updated: 0, invalid: 0, unknownColumns: [] }, []]);
    const made = await target.checked(list, file);
    expect([list, await target.problems(made)]).toEqual([list, []]);
    await target.applied(made, "all");
    expect(await target.exported(list, "semicolon")).toBe(file);
  }
  expect(await contentOf(other.legalEntity)).toEqual(await contentOf(legalEntity));
});

test("IE3 IE5 a file adds and changes attributes, leaves what it does not name, and says of wrong rows which column and why", async () => {
  const { legalEntity, lists } = await full();
  await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "1", lastName: "Bos", attributes: { vip: true } }] } });
  const file = [
    "code,name,type,lower,filter,thresholds,refinable,default",
    "metal,Metal,text,,several,,true,gold",
    "weight,Weight,decimal,0,range,10; 20,true,15",
    "shoeSize,Shoe size,decimal,30,range,,true,",
    "height,Height,integer,low,,,false,",
    "width,Width,integer,0,,,false,wide",
    "vip,VIP,text,,one,,true,",
    "depth,Depth,decimal,0,range,20; 10,true,",
    "mood,Mood,text,,range,1,true,",
    "speed,Speed,decimal,0,slider,10; 20,true,",
    "size,,text,,,,true,",
    "1st,First,text,,,,false,",
  ].join("\n");
  const check = await lists.checked("attributes", file);
  expect(check).toMatchObject({ phase: "checked", added: 1, updated: 1, invalid: 9 });
  expect((await lists.problems(check)).map(({ line, key, faults: [fault] }) => [line, key, fault?.column, fault?.code])).toEqual([
    [4, "shoeSize", "thresholds", "value.missing"],
    [5, "height", "lower", "value.type"],
    [6, "width", "default", "attribute_value.not_number"],
    [7, "vip", "type", "attribute.type_in_use"],
    [8, "depth", "filter", "attribute.thresholds_order"],
    [9, "mood", "filter", "attribute.filter_display"],
    [10, "speed", "thresholds", "attribute.thresholds_not_range"],
    [11, "size", "name", "value.missing"],
    [12, "1st", "code", "form.attribute"],
  ]);
  await lists.applied(check, "good");
  expect(await api(getAttribute, { params: { legalEntity, code: "metal" } })).toMatchObject({
    name: { en: "Metal", nl: "Metal" },
    default: "gold",
    filter: { kind: "list", multi: true },
  });
  expect(await api(getAttribute, { params: { legalEntity, code: "weight" } })).toMatchObject({ filter: { kind: "range", thresholds: [10, 20] }, default: 15 });
  const groups = await lists.checked(
    "attribute-groups",
    'code,name,members\nbookGroup,Book,"metal\nshoeSize | 5 | 41"\nnew,New,strange\nwrong,Wrong,"metal | first"\n',
  );
  expect(groups).toMatchObject({ added: 0, updated: 1, invalid: 2 });
  expect((await lists.problems(groups)).map(({ key, faults: [fault] }) => [key, fault?.column, fault?.code])).toEqual([
    ["new", "members", "attribute.unknown"],
    ["wrong", "members", "value.type"],
  ]);
  await lists.applied(groups, "good");
  expect((await api(getAttributeGroup, { params: { legalEntity, code: "bookGroup" } })).members).toEqual([
    { attribute: "metal", displayOrder: 1 },
    { attribute: "shoeSize", displayOrder: 5, default: 41 },
  ]);
});
