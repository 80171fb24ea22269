import { z } from "zod";

// The content security policy forbids code made from text. zod probes for it when the first schema is made,
// so this module is imported before any that makes one.
z.config({ jitless: true });
