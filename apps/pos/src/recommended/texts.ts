import { defineTexts } from "@rapport/app-shell";

export const recommendedTexts = defineTexts({
  en: {
    title: "Recommended",
    how: "Compared with what others bought and kept. Nothing that {{name}} has, or bought or gave back in the last {{days}} days.",
    because: "Has {{article}}. {{shown}} others who have that also have this.",
    becauseOfPart: "Has {{article}}. {{shown}} of the others who were compared have both.",
    part: "There are very many customers: {{shown}} of each 1,000 were compared.",
    find: "When did they buy {{article}}?",
    show: "Show purchases",
    made: "Compared on {{when}}",
    optedOutTitle: "No recommendations",
    optedOutText: "{{name}} does not want recommendations made for them.",
    emptyTitle: "Nothing to recommend yet",
    emptyText: "Recommendations come when {{name}} has bought something that enough others bought too.",
  },
  nl: {
    title: "Aanbevolen",
    how: "Vergeleken met wat anderen kochten en hielden. Niets wat {{name}} heeft, of in de laatste {{days}} dagen kocht of terugbracht.",
    because: "Heeft {{article}}. {{shown}} anderen die dat hebben, hebben dit ook.",
    becauseOfPart: "Heeft {{article}}. {{shown}} van de anderen die zijn vergeleken, hebben beide.",
    part: "Er zijn heel veel klanten: {{shown}} van elke 1.000 zijn vergeleken.",
    find: "Wanneer kochten ze {{article}}?",
    show: "Toon aankopen",
    made: "Vergeleken op {{when}}",
    optedOutTitle: "Geen aanbevelingen",
    optedOutText: "{{name}} wil geen persoonlijke aanbevelingen.",
    emptyTitle: "Nog niets om aan te bevelen",
    emptyText: "Aanbevelingen komen als {{name}} iets heeft gekocht dat genoeg anderen ook kochten.",
  },
});
