import { z } from "zod";

// The content security policy forbids code made from text. zod tries it when the first schema is made,
// so this module is imported before any module that makes a schema.
z.config({ jitless: true });
