const WORDS = {
  en: {
    title: "Rapport: what customers do online, joined to what they do in the store",
    lead: "What customers do online, joined to what they do in the store.",
    apps: "Apps",
    pos: "Shop floor",
    posFor: "The point of sale: client book, customers and notes, for associates.",
    hq: "Headquarters",
    hqFor: "Data sources, report suites and reports, for analysts and managers.",
    api: "API reference",
    apiFor: "Every interface, as OpenAPI",
  },
  nl: {
    title: "Rapport: wat klanten online doen, verbonden met wat ze in de winkel doen",
    lead: "Wat klanten online doen, verbonden met wat ze in de winkel doen.",
    apps: "Apps",
    pos: "Winkelvloer",
    posFor: "De kassa: klantenboek, klanten en notities, voor verkopers.",
    hq: "Hoofdkantoor",
    hqFor: "Gegevensbronnen, rapportsuites en rapporten, voor analisten en managers.",
    api: "API-beschrijving",
    apiFor: "Alle interfaces, als OpenAPI",
  },
};

/** The apps' own line icons. */
const ICONS = {
  store: "M4.5 10v9.5h15V10M3.5 8l1.8-3.5h13.4L20.5 8a2.8 2.8 0 0 1-5.6.2 2.9 2.9 0 0 1-5.8 0A2.8 2.8 0 0 1 3.5 8ZM10 19.5V14h4v5.5",
  chart: "M4 20h16M7 16.5v-5m5 5V5m5 11.5V9",
};

/** The page at `/`: links to both apps, in the browser's language. `stylesheet` is that of a built app; it is undefined before the first build. */
export function landingPage({ acceptLanguage, stylesheet }: { acceptLanguage: string | undefined; stylesheet: string | undefined }): string {
  const language = preferred(acceptLanguage);
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title}</title>
${stylesheet === undefined ? "" : `<link rel="stylesheet" href="${stylesheet}">`}
<link rel="icon" href="/pos/icon.svg" type="image/svg+xml">
<style>
body { display: grid; grid-template-rows: 1fr auto; gap: 48px; padding: clamp(28px, 6vw, 72px) clamp(20px, 6vw, 72px) 32px; }
main { width: 100%; max-width: 920px; margin: auto; }
.brand { display: flex; align-items: center; gap: 12px; font: 600 1.5rem/1 var(--serif); letter-spacing: -0.01em; }
.brand span { box-sizing: border-box; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 13px; background: var(--accent); color: var(--accent-ink); padding-top: 3px; font-size: 1.5625rem; }
h1 { max-width: 17ch; margin: clamp(32px, 6vw, 56px) 0 clamp(28px, 5vw, 44px); font-size: clamp(2.1rem, 5.2vw, 3.5rem); font-weight: 500; line-height: 1.08; letter-spacing: -0.022em; }
nav ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 14px; }
.door { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 18px; align-items: center; height: 100%; min-height: 124px; padding: 22px 24px; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-l); box-shadow: var(--shadow); color: var(--ink); text-decoration: none; transition: box-shadow var(--calm), border-color var(--calm); }
.door:hover { border-color: var(--field); box-shadow: var(--shadow-lift); }
.door:focus-visible { border-radius: var(--r-l); }
.door svg { grid-row: 1 / 3; box-sizing: content-box; padding: 15px; border-radius: 16px; background: var(--accent-soft); color: var(--accent); }
.door strong { align-self: end; font: 600 1.375rem/1.2 var(--serif); letter-spacing: -0.011em; }
.door > span { align-self: start; color: var(--ink-2); text-wrap: pretty; }
footer { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; width: 100%; max-width: 920px; margin: 0 auto; padding-top: 12px; border-top: 1px solid var(--line); color: var(--ink-2); }
footer a { display: inline-flex; align-items: center; min-height: 44px; font-weight: 600; }
</style>
</head>
<body>
<main>
<p class="brand"><span aria-hidden="true">R</span>Rapport</p>
<h1>${words.lead}</h1>
<nav aria-label="${words.apps}">
<ul>
<li>${door({ href: "/pos/", icon: "store", name: words.pos, text: words.posFor })}</li>
<li>${door({ href: "/hq/", icon: "chart", name: words.hq, text: words.hqFor })}</li>
</ul>
</nav>
</main>
<footer><a href="/openapi.json">${words.api}</a> <span>${words.apiFor}</span></footer>
</body>
</html>
`;
}

function door({ href, icon, name, text }: { href: string; icon: keyof typeof ICONS; name: string; text: string }): string {
  const drawing = `<svg width="26" height="26" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`;
  return `<a class="door" href="${href}">${drawing}<strong>${name}</strong><span>${text}</span></a>`;
}

/** The first of our languages in the browser's list, which is in order of preference. */
function preferred(acceptLanguage = ""): "en" | "nl" {
  for (const part of acceptLanguage.toLowerCase().split(",")) {
    const language = part.trim().slice(0, 2);
    if (language === "nl" || language === "en") return language;
  }
  return "en";
}
