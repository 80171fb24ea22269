import { describe, expect, test } from "vitest";
import { SUITE } from "../processing/fold.fixture.ts";
import type { Hit, ParsedHit } from "./hit.ts";
import { parseHit } from "./parse-hit.ts";
import { suiteRules } from "./suite-rules.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

function parse(
  query: string,
  { settings = {}, client = "c1", referer = "" }: { settings?: Partial<typeof SUITE>; client?: string; referer?: string } = {},
): ParsedHit {
  return parseHit({ door: "image", receivedAt: NOW, client, payload: { query, referer } }, suiteRules({ ...SUITE, ...settings }));
}

function hit(query: string, options?: Parameters<typeof parse>[1]): Hit {
  const parsed = parse(query, options);
  if (parsed.kind !== "keep") throw new Error(`${parsed.reason}: ${parsed.why.code}`);
  return parsed.hit;
}

function reason(query: string, options?: Parameters<typeof parse>[1]): string {
  const parsed = parse(query, options);
  return parsed.kind === "keep" ? "kept" : parsed.reason;
}

test("CH2 a site section with a channel's name is the channel; any other gives no channel", () => {
  const channelOf = (query: string) => hit(`vid=V1&pageName=p&${query}`).dims["marketingchannel"];
  expect(["ch=Email", "ch=e-mail&v0=google_cpc", "ch=paid%20search", "ch=direct"].map(channelOf)).toEqual(["Email", "Email", "Paid Search", "Direct"]);
  expect(["ch=boots", "ch=boots&v0=google_cpc", "ch=Email%20tips"].map(channelOf)).toEqual([undefined, "Paid Search", undefined]);
});

test("IR1 reads every documented parameter", () => {
  const query =
    "AQB=1&ndh=1&t=22%2F10%2F2026%2012%3A0%3A0%200%20-60&ce=UTF-8&vid=V1&pageName=Home&g=https%3A%2F%2Fshop.example%2F&-g=tail&r=https%3A%2F%2Fblog.example%2Fx&cc=USD&ch=boots&server=web1&zip=1012AB" +
    "&events=scAdd,event1=10,event2:S1&products=shoes;boot;1;40&v0=code&v1=one&v250=last&c1=p1&c75=p75&l1=a,b&l3=c&purchaseID=&xact=T1,T2&ts=1795348800&s=1x1&c=24&v=Y&k=Y&bw=1&bh=1&AQE=1";
  expect(hit(query)).toEqual({
    visitor: "vid:V1",
    isKnown: true,
    device: "",
    how: "hit",
    at: 1_795_348_800_000,
    receivedAt: NOW,
    saysTime: true,
    source: 2,
    isPageView: true,
    dims: {
      page: "Home",
      pageurl: "https://shop.example/tail",
      channel: "boots",
      server: "web1",
      zip: "1012AB",
      campaign: "code",
      evar1: "one",
      evar250: "last",
      prop1: "p1",
      prop75: "p75",
      list1: "a\nb",
      list3: "c",
      referrer: "https://blog.example/x",
      referringdomain: "blog.example",
      originalreferringdomain: "blog.example",
      marketingchannel: "Other Campaigns",
      marketingchanneldetail: "code",
    },
    lists: { list1: ["a", "b"], list3: ["c"] },
    events: [
      { metric: "cartadditions", amount: 100_000_000n, serial: "" },
      { metric: "event1", amount: 1_000_000_000n, serial: "" },
      { metric: "event2", amount: 100_000_000n, serial: "S1" },
    ],
    products: [{ category: "shoes", name: "boot", units: 0n, revenue: 0n, metrics: {} }],
    orders: 0n,
    units: 0n,
    revenue: 0n,
    currency: "",
    isReturn: false,
    purchaseId: "",
    transactionIds: ["T1", "T2"],
    messageId: "",
    unread: [],
  });
});

test("IR1 names are case-sensitive, older names are read, and numbers outside their range are not", () => {
  expect(hit("vid=v&pagename=no&gn=yes&sv=s&V1=no&v251=no&v01=no&c76=no&l4=no").dims).toEqual({ page: "yes", server: "s" });
  expect(hit("vid=v&ev=purchase&pl=;a;1;2&pi=P1")).toMatchObject({ orders: 100_000_000n, purchaseId: "P1" });
});

test("IR2 a value is cut to its bytes, without splitting a character", () => {
  const { dims, purchaseId } = hit(
    `vid=v&pageName=${"é".repeat(60)}&v1=${"x".repeat(300)}&c1=${"y".repeat(101)}&zip=${"z".repeat(60)}&events=purchase&purchaseID=${"p".repeat(30)}`,
  );
  expect([dims["page"], dims["evar1"], dims["prop1"], dims["zip"], purchaseId].map((value) => value?.length)).toEqual([50, 255, 100, 50, 30]);
});

describe("identity", () => {
  test("V8 the visitor is the first of vid, aid, mid, fid that is present, else address and user agent", () => {
    expect(hit("vid=V&aid=A&mid=M&fid=F&pageName=p")).toMatchObject({ visitor: "vid:V", isKnown: true, device: "aid:A" });
    expect(hit("aid=A&mid=M&fid=F&pageName=p")).toMatchObject({ visitor: "aid:A", isKnown: false, device: "" });
    expect(hit("mid=M&fid=F&pageName=p").visitor).toBe("mid:M");
    expect(hit("fid=F&vid=%20&pageName=p").visitor).toBe("fid:F");
    expect(hit("pageName=p").visitor).toBe("ipua:c1");
  });

  test("V10 ID3 a placeholder is no id: the device is the visitor; an id that is too long, or missing, is told", () => {
    expect(hit("vid=0&pageName=p")).toMatchObject({
      visitor: "ipua:c1",
      isKnown: false,
      unread: [{ reason: "id.placeholder", field: "vid", value: "0", count: 1 }],
    });
    expect(hit("vid=NULL&fid=F&pageName=p").visitor).toBe("fid:F");
    expect(hit("vid=0012&aid=undefined&fid=F&pageName=p")).toMatchObject({ visitor: "vid:0012", device: "fid:F" });
    expect(reason("vid=none&pageName=p", { client: "" })).toBe("identity.missing");
    expect(reason(`vid=${"v".repeat(101)}&pageName=p`)).toBe("identity.too_long");
    expect(reason(`fid=${"v".repeat(101)}&pageName=p`)).toBe("identity.too_long");
    expect(reason("pageName=p", { client: "" })).toBe("identity.missing");
  });
});

describe("time", () => {
  test.each([
    ["1795348799", NOW - 1_000],
    ["2026-11-22T11:59:59Z", NOW - 1_000],
    ["2026-11-22T12:59:59%2B01:00", NOW - 1_000],
    ["2026-11-22T12:59:59+0100", NOW - 1_000],
    ["2010-01-01T00:00:00", Date.UTC(2010, 0, 1)],
    [String(NOW / 1000 + 600), NOW + 600_000],
  ])("IR3 ts=%s", (ts, expected) => expect(hit(`vid=v&pageName=p&ts=${ts}`).at).toBe(expected));

  test("BH3 a time more than 10 minutes ahead, or one that cannot be read, is told", () => {
    expect(reason(`vid=v&pageName=p&ts=${NOW / 1000 + 601}`)).toBe("timestamp.future");
    expect(["soon", "-5", "1.2.3", "2026-13-01T00:00:00Z"].map((ts) => reason(`vid=v&pageName=p&ts=${ts}`))).toEqual(Array(4).fill("timestamp.invalid"));
  });
});

describe("money", () => {
  test("BH4 CY3 an invalid cc sends the hit to quarantine; another currency stays on it", () => {
    expect(["XXQ", "XXX", "dollars", "€", "EU", "EURO"].map((cc) => reason(`vid=v&pageName=p&cc=${encodeURIComponent(cc)}`))).toEqual(
      Array(6).fill("currency.invalid"),
    );
    expect(hit("vid=v&pageName=p&cc=EUR").currency).toBe("EUR");
    expect(hit("vid=v&events=purchase&products=;a;1;2&cc=%20eur%20")).toMatchObject({ currency: "EUR", revenue: 200_000_000n });
    expect(hit("vid=v&events=purchase&products=;a;1;2&cc=CLF").currency).toBe("CLF");
    expect(["", "&cc=", "&cc=usd", "&cc=USD"].map((cc) => hit(`vid=v&events=purchase&products=;a;1;2${cc}`).currency)).toEqual(["", "", "", ""]);
  });
});

describe("events and products", () => {
  test("EV2 a value in events wins over values in products, which win over the event's own one", () => {
    const products = "products=;a;1;2;event1=3|event2=4,;b;1;2;event1=5|event3=9";
    const { events, products: sold } = hit(`vid=v&events=purchase,event1,event2=7&${products}`);
    expect(events).toEqual([
      { metric: "event1", amount: 800_000_000n, serial: "" },
      { metric: "event2", amount: 700_000_000n, serial: "" },
    ]);
    expect(sold.map((product) => product.metrics)).toEqual([{ event1: 300_000_000n }, { event1: 500_000_000n }]);
  });

  test("EV3 products without events count a product view; a currency event without a value counts nothing", () => {
    expect(hit("vid=v&products=;a").events).toEqual([{ metric: "productviews", amount: 100_000_000n, serial: "" }]);
    expect(hit("vid=v&events=event1,event1", { settings: { variables: { event1: { eventType: "currency" } } } }).events).toEqual([
      { metric: "event1", amount: 0n, serial: "" },
    ]);
  });

  test("EV1 unknown events and empty entries are left out", () => {
    expect(hit("vid=v&events=event0,event1001,event01,Purchase,prodview,event1000&products=,;;,;a;x;y").events).toEqual([
      { metric: "event1000", amount: 100_000_000n, serial: "" },
    ]);
    expect(hit("vid=v&events=purchase&products=,;;,;a;x;y,;b").units).toBe(0n);
  });
});

describe("pages and links", () => {
  test("without a page name the address is used; without an address the browser's header gives it", () => {
    expect(hit("vid=v&g=https%3A%2F%2Fshop.example%2Fa%3Fb%3Dc").dims).toMatchObject({ page: "https://shop.example/a", pageurl: "https://shop.example/a?b=c" });
    expect(hit("vid=v", { referer: "https://shop.example/x" })).toMatchObject({ isPageView: true, dims: { page: "https://shop.example/x" } });
  });

  test("IR5 a link is not a page view and has no page", () => {
    expect(hit("vid=v&pe=lnk_o&pev2=Chat&pageName=p&g=https%3A%2F%2Fshop.example%2F&events=event1&xact=003456")).toMatchObject({
      isPageView: false,
      dims: { customlink: "Chat" },
      transactionIds: ["003456"],
    });
  });

  test("a link on a page that was reached from the same site has no referrer, search or channel", () => {
    const { dims } = hit("vid=v&pe=lnk_o&pev2=Chat&g=https%3A%2F%2Fshop.example%2Fboots&r=https%3A%2F%2Fshop.example%2F");
    expect(dims).toEqual({ customlink: "Chat", referrer: "https://shop.example/" });
  });

  test("a request without any content is told; one that only sets a variable is a hit", () => {
    expect(reason("vid=v&s=100x100&AQB=1")).toBe("page.missing");
    expect(hit("vid=v&v1=a")).toMatchObject({ isPageView: false, dims: { evar1: "a" } });
    expect(reason("vid=v&xact=T1")).toBe("kept");
  });
});

test("context data is read by the suite's mapping; other nested blocks are not read as parameters", () => {
  const settings = { variables: { evar5: { from: "contextData.my.colour" }, list1: { from: "c.tags" } } };
  const { dims, lists } = hit("vid=v&c.&my.&colour=red&.my&tags=a%2Cb&v1=no&.c&h.&v2=no&.h&v3=yes", { settings });
  expect(dims).toEqual({ evar5: "red", evar3: "yes", list1: "a\nb" });
  expect(lists).toEqual({ list1: ["a", "b"] });
});

test("the end of a block closes open blocks inside it", () => {
  expect(hit("c.&my.&colour=red&.c&vid=v&v1=yes&.my", { settings: { variables: { evar5: { from: "contextData.my.colour" } } } })).toMatchObject({
    visitor: "vid:v",
    dims: { evar1: "yes", evar5: "red" },
  });
});
