import { z } from "zod";

/** A page of a list, as the 2.0 API answers it. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    content: z.array(item),
    number: z.int(),
    size: z.int(),
    numberOfElements: z.int(),
    totalElements: z.int(),
    totalPages: z.int(),
    firstPage: z.boolean(),
    lastPage: z.boolean(),
  });
}
