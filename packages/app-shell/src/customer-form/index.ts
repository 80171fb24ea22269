export { AttributeEditor } from "./attribute-editor.tsx";
export { useAttributeText } from "./attribute-text.ts";
export { ContactEditor } from "./contact-editor.tsx";
export { contactsTyped } from "./contacts-typed.ts";
export {
  changesOf,
  CONTACT_LISTS,
  type CustomerFields,
  type CustomerForm,
  type EditedValues,
  fieldOf,
  NOBODY,
  OPT_OUTS,
  schemaOf,
  valuesOf,
} from "./edited-values.ts";
export { customerFieldTexts } from "./field-texts.ts";
export { besideFields, useLabels } from "./labels.ts";
export { OptOutFields } from "./opt-out-fields.tsx";
export { ConsentFields, ReachFields } from "./reach-fields.tsx";
export { reachTexts } from "./reach-texts.ts";
export { useReachWords } from "./reach-words.ts";
export { useTold } from "./use-told.ts";
