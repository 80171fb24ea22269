export { AttributeValue, MoneyValue } from "./attribute-values.ts";
export { Attribute, AttributeGroup, AttributeType, FilterDisplay, putAttribute, putAttributeGroup } from "./attributes.ts";
export { CardSlot, ClientCard } from "./cards.ts";
export { addToClientBook, putClientBookEntries, removeFromClientBook, searchClientBook } from "./client-book.ts";
export { AttributeFilter, BookQuery, clientBookFacets, Facet } from "./filters.ts";
export { MeasureCode, Parameters, putParameters } from "./parameters.ts";
