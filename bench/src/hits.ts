const PAGES = Array.from({ length: 200 }, (_, n) => `Page ${n}`);
const CAMPAIGNS = Array.from({ length: 40 }, (_, n) => `Campaign ${n}`);

/** A Segment message of about 600 bytes. The same number gives the same message. */
export function message(n: number, { visitors = 50_000 }: { visitors?: number } = {}): Record<string, unknown> {
  const visitor = (n * 7919) % visitors;
  return {
    type: "page",
    messageId: `bench-${n}`,
    anonymousId: `device-${visitor}`,
    userId: `customer-${visitor}`,
    name: PAGES[n % PAGES.length],
    properties: {
      path: `/shop/page-${n % PAGES.length}`,
      referrer: "https://www.example.com/search/results",
      title: `Page ${n % PAGES.length} of the shop`,
      url: `https://shop.example.com/shop/page-${n % PAGES.length}?from=home`,
    },
    context: {
      campaign: n % 5 === 0 ? { name: CAMPAIGNS[n % CAMPAIGNS.length], medium: "email", source: "newsletter" } : undefined,
      library: { name: "analytics.js", version: "2.1.0" },
      locale: "en-GB",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0 Safari/537.36",
    },
  };
}
