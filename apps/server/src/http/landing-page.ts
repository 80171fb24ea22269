const WORDS = {
  en: {
    lead: "Joins what customers do online to what they do offline.",
    pos: "Register",
    posFor: "For associates in the store: client book, customers, notes.",
    hq: "Headquarters",
    hqFor: "For analysts and managers: data sources, report suites, reports.",
    api: "Interface description (OpenAPI)",
  },
  nl: {
    lead: "Verbindt wat klanten online doen met wat zij in de winkel doen.",
    pos: "Kassa",
    posFor: "Voor verkopers in de winkel: klantenboek, klanten, notities.",
    hq: "Hoofdkantoor",
    hqFor: "Voor analisten en managers: gegevensbronnen, rapportsuites, rapporten.",
    api: "Beschrijving van de interface (OpenAPI)",
  },
};

/** The page at `/`: which app is where, in the browser's language. */
export function landingPage(acceptLanguage: string | undefined): string {
  const language = preferred(acceptLanguage);
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rapport</title>
<style>
:root { --page: #faf9f7; --text: #1c1b19; --soft: #5d5a55; --line: #dcd8d1; --card: #ffffff; --accent: #0b5f57; }
@media (prefers-color-scheme: dark) { :root { --page: #171614; --text: #f1eee9; --soft: #b3aea6; --line: #3a3733; --card: #211f1d; --accent: #7fd1c7; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(40rem, 100% - 3rem); padding: 3rem 0; }
h1 { margin: 0; font-size: 2.5rem; letter-spacing: -0.02em; }
p { margin: 0.25rem 0 0; color: var(--soft); }
nav { display: grid; gap: 1rem; margin: 2rem 0; }
.app { display: block; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); color: inherit; text-decoration: none; }
.app:hover, .app:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px; }
.app strong { color: var(--accent); font-size: 1.25rem; }
a { color: var(--accent); }
</style>
</head>
<body>
<main>
<h1>Rapport</h1>
<p>${words.lead}</p>
<nav aria-label="Rapport">
<a class="app" href="/pos/"><strong>${words.pos}</strong><p>${words.posFor}</p></a>
<a class="app" href="/hq/"><strong>${words.hq}</strong><p>${words.hqFor}</p></a>
</nav>
<p><a href="/openapi.json">${words.api}</a></p>
</main>
</body>
</html>
`;
}

/** The first of our languages in the browser's list; its list is in order of preference in every browser. */
function preferred(acceptLanguage = ""): "en" | "nl" {
  for (const part of acceptLanguage.toLowerCase().split(",")) {
    const language = part.trim().slice(0, 2);
    if (language === "nl" || language === "en") return language;
  }
  return "en";
}
