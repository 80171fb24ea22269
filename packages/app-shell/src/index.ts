// First, before any module that makes a schema.
import "./zod-without-eval.ts";

export { ask, askApproved, askForLines, askWhile, askWithFile } from "./ask.ts";
export { useContactKinds } from "./contact-kinds.ts";
export { deviceStorage } from "./device-storage.ts";
export { describeError, describeFileFailure, describeHitFault, describeImportFault, describeRowFault, describeWrong } from "./errors/describe-error.ts";
export { tellOfHeadquarters } from "./errors/headquarters-words.ts";
export { useFormError } from "./errors/use-form-error.ts";
export { buttonWords, operationTexts } from "./operation-texts.ts";
export { usePreferenceEntries } from "./preference-entries.ts";
export { preferenceTexts } from "./preference-texts.ts";
export { usePreferences, useText } from "./preferences.tsx";
export { createQueryClient, isLocked, isOtherPerson, isSignedOut, SESSION_KEY } from "./query-client.ts";
export { readSignInSearch, signInSearchFor } from "./session-return.ts";
export { becomeSignedInAs, signedInAs } from "./signed-in-as.ts";
export { SomebodyElse } from "./somebody-else.tsx";
export { startApp } from "./start-app.tsx";
export { defineTexts, type PlainKey, type TextOf } from "./texts.ts";
export { useVariableName } from "./variable-name.ts";
