import { readText } from "./read-text.ts";

/** Reads the id of a person (`vid`, `userId`, `VisitorID`, an account number) like every value, in Unicode's composed form. */
export function readPersonId(text: string): string {
  const id = readText(text);
  return ASCII.test(id) ? id : id.normalize("NFC");
}

const ASCII = /^[ -~]*$/;
