import type { ErrorWords } from "./error-words.ts";

export const en: ErrorWords = {
  kinds: {
    invalid: { title: "That was not accepted", text: "Check what you filled in and try again." },
    signed_out: { title: "You are signed out", text: "Sign in again to continue." },
    forbidden: { title: "You may not do this", text: "Your role does not include this. Ask your manager." },
    not_found: { title: "Not found", text: "It may have been removed, or it belongs to another company." },
    method_not_allowed: { title: "Something went wrong", text: "Reload the page and try again." },
    not_acceptable: { title: "Something went wrong", text: "Reload the page and try again." },
    conflict: { title: "That is not possible now", text: "Somebody else changed this first. Reload and look again." },
    too_large: { title: "Too large", text: "Send less at once." },
    unsupported_media_type: { title: "This kind of file cannot be read", text: "Check the file and try again." },
    too_many: { title: "Too many attempts", text: "Wait a moment and try again." },
    unavailable: { title: "No connection", text: "The server cannot be reached. Check the network and try again." },
    busy: { title: "Busy", text: "The server has too much to do. Wait a moment and try again." },
  },
  nowhere: "the request",
  here: (clause) => `This ${clause}.`,
  verbs: /^(is|was|has|holds|must|can|cannot|lies|does|starts|ends|overlaps|stays|takes|needs)\b/,
  more: (count) => `And ${count} more.`,
};
