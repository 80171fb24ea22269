import { defineTexts } from "@rapport/app-shell";

export const typeTexts = defineTexts({
  en: {
    title: "Attribute types",
    lead: "Lists, bounds and units that several attributes have. An attribute can also have settings of its own.",
    ofEntity: "Attribute types of {{name}}",
    new: "New attribute type",
    empty: "No attribute type yet",
    emptyText: "Make one when several attributes have the same list or the same bounds, such as sizes.",
    says: "What it says",
    attributes: "Attributes of this type",
    attributesHint: "A change holds for all of them. It is refused when it does not fit one of them.",
    noAttributes: "None yet: choose this type on the page of an attribute.",
  },
  nl: {
    title: "Kenmerktypen",
    lead: "Lijsten, grenzen en eenheden die meerdere kenmerken hebben. Een kenmerk kan ook eigen instellingen hebben.",
    ofEntity: "Kenmerktypen van {{name}}",
    new: "Nieuw kenmerktype",
    empty: "Nog geen kenmerktype",
    emptyText: "Maak er een als meerdere kenmerken dezelfde lijst of dezelfde grenzen hebben, zoals maten.",
    says: "Wat het zegt",
    attributes: "Kenmerken van dit type",
    attributesHint: "Een wijziging geldt voor allemaal. Ze wordt geweigerd als ze bij een ervan niet past.",
    noAttributes: "Nog geen: kies dit type op de pagina van een kenmerk.",
  },
});
